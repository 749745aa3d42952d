import { trimSpace } from "./trim-space.ts";

/**
 * A cleaned answer as plain text: without `\text{…}`, formula signs and needless space. Equal keys are equal answers, also
 * where the answer is no mathematics.
 */
export function textKey(cleaned: string): string {
  let key = cleaned
    .replace(
      /\\(?:text|textbf|textit|textrm|textnormal|mbox|mathrm|mathbf|operatorname)[ \t\n\r]?(?=\{)/g,
      "",
    )
    .replace(/\\(?:left|right|displaystyle|quad|qquad)(?![a-zA-Z])|\\[,;:! ]/g, " ")
    .replace(/\\[dt]frac(?![a-zA-Z])/g, "\\frac");
  if (/^\{[^{}]*\}$/.test(key)) key = key.slice(1, -1);
  return trimSpace(key.replace(/[ \t\n\r]+/g, " "));
}

/** The letter of a cleaned multiple-choice answer such as `B`, `(B)`, `\text{(B)}`, `B.` or `(B) 42`; `undefined` for all else. */
export function choiceOf(cleaned: string): string | undefined {
  const key = trimSpace(
    cleaned
      .replace(/\\(?:text|textbf|textit|textrm|textnormal|mbox|mathrm|mathbf)[ \t\n\r]?(?=\{)/g, "")
      .replace(/(?:[{}* ]|\\[,;:! ]|\\(?:left|right|quad|qquad)(?![a-zA-Z]))+/g, " "),
  );
  const match = /^(?:(?:option|choice|answer) )?(?:\( ?([A-Za-z]) ?\)|([A-Za-z]))[.:)]?$/i.exec(key);
  const labelled = match ?? /^(?:\( ?([A-Z]) ?\)|([A-Z])[.:)])[:.]? ?\S/.exec(key);
  return (labelled?.[1] ?? labelled?.[2])?.toUpperCase();
}
