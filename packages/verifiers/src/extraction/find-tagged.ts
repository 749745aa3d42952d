import { type Candidate, candidateAt, type Finder } from "./candidate.ts";

/** The contents of every `<name>…</name>`, across lines, with tags in any case. An opening tag nearest to the closing one begins it. */
export function findTagged(name: string): Finder {
  const rule = `tag-${name}`;
  const opening = `<${name}>`;
  const closing = `</${name}>`;
  return (text, from, to) => {
    const found: Candidate[] = [];
    const folded = foldAscii(text.slice(from, to));
    let searchFrom = 0;
    for (;;) {
      const end = folded.indexOf(closing, searchFrom);
      if (end < 0) return found;
      const start = folded.slice(searchFrom, end).lastIndexOf(opening);
      if (start >= 0) {
        const contentFrom = from + searchFrom + start + opening.length;
        found.push(candidateAt(text, { from: contentFrom, to: from + end }, rule));
      }
      searchFrom = end + closing.length;
    }
  };
}

/** Lower case that keeps every index: full case mapping can change the length. */
function foldAscii(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
