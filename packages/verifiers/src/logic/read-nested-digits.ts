import { isSpace } from "../extraction/trimmed-span.ts";

/** A digit, or a list of them at any depth. */
export type NestedDigits = number | readonly NestedDigits[];

/** A list of grids is a list of lists of lists. */
const maximumDepth = 3;

type List = (number | List)[];

/**
 * The values of a text in which lists in `[]` or `()` hold lists and digits, with a comma or white space between them;
 * `undefined` where anything else stands in it. No sign, point or second digit is one of a cell.
 */
export function readNestedDigits(text: string): readonly NestedDigits[] | undefined {
  const top: List = [];
  const open: { readonly list: List; readonly closing: string }[] = [{ list: top, closing: "" }];
  // Whether a value may follow directly; a comma may only follow a value.
  let apart = true;
  let comma = true;
  for (let index = 0; index < text.length; index++) {
    const unit = text[index] ?? "";
    const inner = open.at(-1) ?? { list: top, closing: "" };
    if (unit === "[" || unit === "(") {
      if (open.length > maximumDepth) return undefined;
      const list: List = [];
      inner.list.push(list);
      open.push({ list, closing: unit === "[" ? "]" : ")" });
      apart = comma = true;
    } else if (unit === "]" || unit === ")") {
      if (unit !== inner.closing) return undefined;
      open.pop();
      apart = comma = false;
    } else if (unit >= "0" && unit <= "9") {
      if (!apart || open.length === 1) return undefined;
      inner.list.push(Number(unit));
      apart = comma = false;
    } else if (unit === ",") {
      if (comma) return undefined;
      apart = comma = true;
    } else if (isSpace(text.charCodeAt(index))) apart = true;
    else return undefined;
  }
  return open.length === 1 ? top : undefined;
}
