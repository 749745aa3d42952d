/**
 * The printable character that stands for each byte in a byte-level vocabulary (GPT-2's table): bytes that print as
 * themselves in Latin-1 keep their character, the others take U+0100 and up, in order.
 */
export const byteToCharacter: readonly string[] = buildAlphabet();

/** The byte that each character of the alphabet stands for. */
export const characterToByte: ReadonlyMap<string, number> = new Map(
  byteToCharacter.map((character, byte) => [character, byte]),
);

function buildAlphabet(): string[] {
  let next = 0x100;
  return Array.from({ length: 256 }, (_, byte) => String.fromCodePoint(isPrintable(byte) ? byte : next++));
}

function isPrintable(byte: number): boolean {
  return (byte > 0x20 && byte < 0x7f) || (byte > 0xa0 && byte !== 0xad);
}

const encoder = new TextEncoder();

/** Spells text with one alphabet character for each of its UTF-8 bytes. */
export function spellBytes(text: string): string {
  let spelled = "";
  for (const byte of encoder.encode(text)) spelled += byteToCharacter[byte] ?? "";
  return spelled;
}
