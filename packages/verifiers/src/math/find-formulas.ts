import { trimSpace } from "./trim-space.ts";

/** A formula in a text: what stands between its signs, and with them. */
interface Formula {
  readonly start: number;
  readonly end: number;
  readonly innerStart: number;
  readonly innerEnd: number;
}

/** The formulas in `$…$`, `$$…$$`, `\(…\)` and `\[…\]`. Those in a line do not go over its end. */
export function findFormulas(text: string, from: number, to: number): readonly Formula[] {
  const formulas: Formula[] = [];
  // Up to where a closing sign has been looked for in vain, so that many stray signs cost no more than one.
  const searched = new Map<string, number>();
  let index = from;
  while (index < to) {
    const opened = openingAt(text, index);
    if (opened === undefined) {
      index += text[index] === "\\" ? 2 : 1;
      continue;
    }
    const innerStart = index + opened.sign.length;
    const isHopeless = innerStart < (searched.get(opened.sign) ?? 0);
    const innerEnd = isHopeless ? -1 : closingIndex(text, innerStart, to, opened);
    if (innerEnd < 0) {
      if (!isHopeless) searched.set(opened.sign, searchEnd(text, innerStart, to, opened));
      index = innerStart;
    } else {
      const end = innerEnd + opened.close.length;
      if (trimSpace(text.slice(innerStart, innerEnd)) !== "")
        formulas.push({ start: index, end, innerStart, innerEnd });
      index = end;
    }
  }
  return formulas;
}

interface Opening {
  readonly sign: string;
  readonly close: string;
  readonly display: boolean;
}

function openingAt(text: string, index: number): Opening | undefined {
  const two = text.slice(index, index + 2);
  if (two === "$$") return { sign: "$$", close: "$$", display: true };
  if (two === "\\[") return { sign: "\\[", close: "\\]", display: true };
  if (two === "\\(") return { sign: "\\(", close: "\\)", display: false };
  return text[index] === "$" ? { sign: "$", close: "$", display: false } : undefined;
}

function closingIndex(text: string, from: number, to: number, opening: Opening): number {
  const last = searchEnd(text, from, to, opening);
  for (let index = from; index < last; index++) {
    if (text.startsWith(opening.close, index)) return index;
    if (text[index] === "\\") index++;
  }
  return -1;
}

/** A formula in a line ends with it. */
function searchEnd(text: string, from: number, to: number, { display }: Opening): number {
  const newline = display ? -1 : text.indexOf("\n", from);
  return newline < 0 || newline > to ? to : newline;
}
