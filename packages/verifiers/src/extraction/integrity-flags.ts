import type { IntegrityFlag, Response } from "@guru/core";
import type { Extraction } from "../verifier.ts";
import { finalText, windowChars } from "./final-text.ts";

/** Soft hyphen, zero-width characters, direction marks and overrides, invisible operators, byte order mark, tag characters. */
export const hiddenCharacter =
  /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|[\u{e0000}-\u{e007f}]/u;

/** Signs in the looked-at text that a response plays for the reward. They are reported and change no score. */
export function integrityFlags(
  response: Response,
  extraction: Extraction,
  window = windowChars,
): IntegrityFlag[] {
  const flags: IntegrityFlag[] = [];
  const final = finalText(response, window);
  if (final !== undefined) {
    const hidden = hiddenCharacter.exec(response.text.slice(final.windowStart, final.end));
    if (hidden !== null) {
      const code = (hidden[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
      flags.push({ kind: "hidden_text", evidence: `U+${code} at ${final.windowStart + hidden.index}` });
    }
  }
  if ("rivals" in extraction && extraction.rivals > 0) {
    flags.push({ kind: "hedging", evidence: `${extraction.rivals} other answers` });
  }
  return flags;
}
