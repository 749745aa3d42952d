import { francAll } from "franc";
import { francCodes, languageOf, type Script, scripts } from "./languages.ts";

/** Franc looks at no more of a text, so a longer one is judged by several windows. */
const windowChars = 1_024;
const maximumWindows = 8;

/** Words that make up a quarter of English prose and little of any other. */
const englishWords: ReadonlySet<string> = new Set(
  `the of and to is that it was for on are with as his they be at one have this from or had by but some what there we can out
   other were all your when use how said an each she which do their if will many then them would these so her make him has
   my than been who now did you i not am our just about into don't it's let us`.split(/\s+/),
);

/**
 * Whether a text is in a language: first by its script, then, where languages share one, by franc among those that do. The question is
 * "could this be it", so a language almost as near as the nearest one is accepted, the more so for a short text. Case
 * does not matter. `share` is the part of a long text's windows that must be; a text without letters is in no language.
 */
export function isLanguage(text: string, code: string, share: number): boolean {
  const language = languageOf(code);
  if (language === undefined) return false;
  const windows = windowsOf(text);
  if (windows.length === 0) return false;
  const matching = windows.filter((window) => {
    if (!isInScript(window, language.script)) return false;
    return language.franc === undefined || isNearest(window, language.franc, language.script);
  });
  return matching.length >= share * windows.length;
}

/** Whether a text has letters that languages could be told by. */
export function hasLetters(text: string): boolean {
  return /\p{L}/u.test(text);
}

/** Evenly spaced pieces that hold letters, in lower case. */
function windowsOf(text: string): string[] {
  const count = Math.min(maximumWindows, Math.max(1, Math.floor(text.length / windowChars)));
  const stride = text.length / count;
  const length = Math.min(windowChars, Math.ceil(stride));
  return Array.from({ length: count }, (_, index) => {
    const start = Math.floor(index * stride);
    return text.slice(start, count === 1 ? start + 2 * windowChars : start + length).toLowerCase();
  }).filter(hasLetters);
}

/** Half of the letters are enough: names, code and quotations are often in another script. */
function isInScript(text: string, script: Script): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const count = (name: Script): number => text.match(scripts[name])?.length ?? 0;
  if (script === "kana")
    return count("kana") * 10 >= letters && (count("kana") + count("han")) * 2 >= letters;
  if (script === "han") return count("han") * 2 >= letters && count("kana") * 10 < letters;
  return count(script) * 2 >= letters;
}

function isNearest(text: string, code: string, script: Script): boolean {
  const words = text.match(/[\p{L}\p{M}'’]+/gu) ?? [];
  if (script === "latin") {
    const english = words.filter((word) => englishWords.has(word.replace("’", "'"))).length / words.length;
    if (english >= 0.25) return code === "eng";
    if (english >= 0.15 && code === "eng") return true;
  }
  const prose = words.join(" ");
  const near = prose.length >= 200 ? 0.05 : prose.length >= 60 ? 0.12 : 0.25;
  const scores = francAll(prose, { only: francCodes(script), minLength: 1 });
  const score = scores.find(([name]) => name === code)?.[1] ?? 0;
  return score >= 1 - near;
}
