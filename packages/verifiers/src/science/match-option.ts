import { optionLetters } from "./choice-truth.ts";
import { flattenMarkup } from "./flatten-markup.ts";

/**
 * The letter of the one option whose text this is, `undefined` where it is none or several. Texts are compared without markup, first as
 * they are, then without regard to case, white space and what stands at their ends: options may differ in case alone.
 */
export function matchOption(text: string, options: readonly string[]): string | undefined {
  if (options.length === 0 || text === "") return undefined;
  const labelled = /^([A-J]) (.+)$/su.exec(text);
  return (
    onlyMatch(options, (option, letter) => {
      const own = flattenMarkup(option);
      return own === text || (labelled?.[1] === letter && own === labelled[2]);
    }) ??
    onlyMatch(options, (option, letter) => {
      const own = fold(option);
      return (
        own !== "" && (own === fold(text) || (labelled?.[1] === letter && own === fold(labelled[2] ?? "")))
      );
    })
  );
}

function onlyMatch(
  options: readonly string[],
  matches: (option: string, letter: string) => boolean,
): string | undefined {
  const letters = options.map((option, index) => (matches(option, optionLetters.charAt(index)) ? index : -1));
  const [only, another] = letters.filter((index) => index >= 0);
  return only === undefined || another !== undefined ? undefined : optionLetters.charAt(only);
}

function fold(text: string): string {
  return flattenMarkup(text)
    .normalize("NFC")
    .toLowerCase()
    .replace(/[ \u00a0]+/g, "")
    .replace(/^["'“‘(]+|["'”’).;,!]+$/gu, "");
}
