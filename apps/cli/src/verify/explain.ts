import { canonicalJson, type JudgeItem, type Verdict } from "@guru/core";

const shownChars = 400;

/** A verdict in words: what was asked for, where the answer was found and what became of it. */
export function explain(item: JudgeItem, verdict: Verdict): string[] {
  const { task, response } = item;
  const { extracted, error, flags, by } = verdict;
  const score = verdict.outcome === "unscored" ? "no score" : `score ${verdict.score}`;
  return [
    `verdict    ${verdict.outcome}, ${score}`,
    `reason     ${verdict.reason}`,
    ...(error === undefined ? [] : [`           ${error.class}: ${error.message}`]),
    `verifier   ${by.name}@${by.version}, options ${by.options.slice(0, 12)}`,
    `truth      ${shorten(canonicalJson(task.truth))}`,
    ...(extracted === undefined
      ? ["answer     none was found"]
      : [
          `answer     ${shorten(JSON.stringify(extracted.text))}`,
          `found by   ${extracted.rule} at ${extracted.span.start}–${extracted.span.end}; other answers: ${extracted.rivals}`,
        ]),
    ...flags.map(({ kind, evidence }) => `flag       ${kind}: ${evidence}`),
    "response",
    ...markedResponse(response.text, extracted?.span).map((line) => `  ${line}`),
  ];
}

/** The response around the answer, which stands between ⟦ and ⟧; its end where there is none. */
function markedResponse(text: string, span: { start: number; end: number } | undefined): string[] {
  const marked =
    span === undefined
      ? text
      : `${text.slice(0, span.start)}⟦${text.slice(span.start, span.end)}⟧${text.slice(span.end)}`;
  const from = Math.max(0, (span?.start ?? text.length) - shownChars);
  const to = Math.min(marked.length, (span?.end ?? text.length) + shownChars);
  const shown = `${from > 0 ? "…" : ""}${marked.slice(from, to)}${to < marked.length ? "…" : ""}`;
  return visible(shown).split("\n");
}

/** Control characters of hostile text must not reach the terminal. */
function visible(text: string): string {
  return text.replace(
    // eslint-disable-next-line no-control-regex -- these are the ones to show
    /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function shorten(text: string): string {
  return visible(text.length > shownChars ? `${text.slice(0, shownChars)}…` : text);
}
