/** What Python's `str.split()` and `str.strip()` take for white space. Unlike JavaScript's, it leaves U+FEFF alone. */
const spaces = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const spaceRun = new RegExp(`[${spaces}]+`, "u");
const onlySpace = new RegExp(`^[${spaces}]$`, "u");

/** The characters of Python's `string.punctuation`. */
export const asciiPunctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
const punctuationRun = /[!-/:-@[-`{-~]+/g;

/** Whether one UTF-16 unit is white space in Python. */
export function isPythonSpace(unit: string): boolean {
  return onlySpace.test(unit);
}

/** `text.split()`: the runs without white space. */
export function pythonSplit(text: string): string[] {
  return text.split(spaceRun).filter((word) => word !== "");
}

/** `text.strip()`. */
export function pythonStrip(text: string): string {
  return stripWhere(text, isPythonSpace);
}

/** `text.strip(characters)` for characters of one UTF-16 unit. */
export function stripCharacters(text: string, characters: string): string {
  return stripWhere(text, (unit) => characters.includes(unit));
}

/** `text.lstrip(characters)`. */
export function stripStart(text: string, characters: string): string {
  let start = 0;
  while (start < text.length && characters.includes(text.charAt(start))) start++;
  return text.slice(start);
}

/** `text.rstrip(characters)`. */
export function stripEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** The text without ASCII punctuation. */
export function withoutPunctuation(text: string): string {
  return text.replace(punctuationRun, "");
}

/** `text.isupper()`: something has case, and nothing is lower or title case. */
export function isUpper(text: string): boolean {
  return /\p{Uppercase}/u.test(text) && !/[\p{Lowercase}\p{Lt}]/u.test(text);
}

/** `text.islower()`: something has case, and nothing is upper or title case. */
export function isLower(text: string): boolean {
  return /\p{Lowercase}/u.test(text) && !/[\p{Uppercase}\p{Lt}]/u.test(text);
}

/** How often one text occurs in another, without overlaps. */
export function countText(text: string, part: string): number {
  if (part === "") return 0;
  let count = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) count++;
  return count;
}

function stripWhere(text: string, isStripped: (unit: string) => boolean): string {
  let start = 0;
  let end = text.length;
  while (start < end && isStripped(text.charAt(start))) start++;
  while (end > start && isStripped(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}
