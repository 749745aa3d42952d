/** A writing system, as the pattern of its letters. */
export const scripts = {
  latin: /\p{Script=Latin}/gu,
  cyrillic: /\p{Script=Cyrillic}/gu,
  arabic: /\p{Script=Arabic}/gu,
  devanagari: /\p{Script=Devanagari}/gu,
  han: /\p{Script=Han}/gu,
  kana: /[\p{Script=Hiragana}\p{Script=Katakana}]/gu,
  hangul: /\p{Script=Hangul}/gu,
  hebrew: /\p{Script=Hebrew}/gu,
  greek: /\p{Script=Greek}/gu,
  thai: /\p{Script=Thai}/gu,
  bengali: /\p{Script=Bengali}/gu,
  gujarati: /\p{Script=Gujarati}/gu,
  gurmukhi: /\p{Script=Gurmukhi}/gu,
  tamil: /\p{Script=Tamil}/gu,
  telugu: /\p{Script=Telugu}/gu,
  kannada: /\p{Script=Kannada}/gu,
  malayalam: /\p{Script=Malayalam}/gu,
} as const;

/** The name of a writing system. */
export type Script = keyof typeof scripts;

interface Language {
  readonly script: Script;
  /** Franc's ISO 639-3 code, for scripts that several languages share. */
  readonly franc?: string;
}

/** By the codes that langdetect gives: the thirty of IFEval and the others. */
const languages: Readonly<Record<string, Language>> = {
  en: { script: "latin", franc: "eng" },
  es: { script: "latin", franc: "spa" },
  pt: { script: "latin", franc: "por" },
  fr: { script: "latin", franc: "fra" },
  de: { script: "latin", franc: "deu" },
  it: { script: "latin", franc: "ita" },
  pl: { script: "latin", franc: "pol" },
  vi: { script: "latin", franc: "vie" },
  sw: { script: "latin", franc: "swh" },
  fi: { script: "latin", franc: "fin" },
  af: { script: "latin", franc: "afr" },
  ca: { script: "latin", franc: "cat" },
  cs: { script: "latin", franc: "ces" },
  da: { script: "latin", franc: "dan" },
  hr: { script: "latin", franc: "hrv" },
  hu: { script: "latin", franc: "hun" },
  id: { script: "latin", franc: "ind" },
  lt: { script: "latin", franc: "lit" },
  lv: { script: "latin", franc: "lvs" },
  nl: { script: "latin", franc: "nld" },
  no: { script: "latin", franc: "nob" },
  ro: { script: "latin", franc: "ron" },
  sk: { script: "latin", franc: "slk" },
  sl: { script: "latin", franc: "slv" },
  so: { script: "latin", franc: "som" },
  sq: { script: "latin", franc: "als" },
  sv: { script: "latin", franc: "swe" },
  tl: { script: "latin", franc: "tgl" },
  tr: { script: "latin", franc: "tur" },
  ru: { script: "cyrillic", franc: "rus" },
  uk: { script: "cyrillic", franc: "ukr" },
  bg: { script: "cyrillic", franc: "bul" },
  mk: { script: "cyrillic", franc: "mkd" },
  ar: { script: "arabic", franc: "arb" },
  fa: { script: "arabic", franc: "pes" },
  ur: { script: "arabic", franc: "urd" },
  hi: { script: "devanagari", franc: "hin" },
  mr: { script: "devanagari", franc: "mar" },
  ne: { script: "devanagari", franc: "npi" },
  bn: { script: "bengali" },
  el: { script: "greek" },
  gu: { script: "gujarati" },
  he: { script: "hebrew" },
  ja: { script: "kana" },
  kn: { script: "kannada" },
  ko: { script: "hangul" },
  ml: { script: "malayalam" },
  pa: { script: "gurmukhi" },
  ta: { script: "tamil" },
  te: { script: "telugu" },
  th: { script: "thai" },
  zh: { script: "han" },
  "zh-cn": { script: "han" },
  "zh-tw": { script: "han" },
};

/** The language of a code, in any case; `undefined` for codes we cannot tell. */
export function languageOf(code: string): Language | undefined {
  const key = code.trim().toLowerCase();
  return Object.hasOwn(languages, key) ? languages[key] : undefined;
}

/** Franc's codes of the languages that share a script. */
export function francCodes(script: Script): string[] {
  return Object.values(languages).flatMap((language) =>
    language.script === script && language.franc !== undefined ? [language.franc] : [],
  );
}
