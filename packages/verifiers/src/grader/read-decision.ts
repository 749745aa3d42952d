const decision = /final[ \t]{1,4}decision[ \t*_]{0,6}[:：][ \t*_]{0,6}(yes|no)(?![\p{L}\p{N}])/giu;
const decisionLine =
  /^[ \t\r*_#>"'`]{0,12}final[ \t]{1,4}decision[ \t*_]{0,6}[:：][ \t*_]{0,6}(yes|no)[ \t\r*_."'`]{0,12}$/iu;

/**
 * The decision of a judge's reply, `undefined` where it is not clear: there must be exactly one, alone on the last line. A thought before
 * `</think>` is no part of the reply, and one that is still open holds no decision.
 */
export function readDecision(reply: string): "yes" | "no" | undefined {
  const closed = reply.lastIndexOf("</think>");
  if (reply.lastIndexOf("<think>") > closed) return undefined;
  const spoken = reply.slice(closed < 0 ? 0 : closed + "</think>".length);
  if (Array.from(spoken.matchAll(decision)).length !== 1) return undefined;
  const lines = spoken.split("\n").filter((line) => /[^ \t\r]/.test(line));
  const said = decisionLine.exec(lines.at(-1) ?? "")?.[1]?.toLowerCase();
  return said === "yes" || said === "no" ? said : undefined;
}
