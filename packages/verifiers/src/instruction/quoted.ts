/** A short text in quotes, for findings: long and hostile text must not fill messages. */
export function quoted(text: string): string {
  const maximumChars = 40;
  return JSON.stringify(text.length > maximumChars ? `${text.slice(0, maximumChars)}…` : text);
}
