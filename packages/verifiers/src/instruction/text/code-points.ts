/** The characters of a text as Python counts them. */
export function codePoints(text: string): string[] {
  return Array.from(text);
}
