const words =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split(
    " ",
  );

/** `7` for `seven`, up to twenty; other text as it is. */
export function numberOf(text: string): string {
  const at = words.indexOf(text);
  return at < 0 ? text : String(at);
}

/** `seven` for `7`, from one to nine; `undefined` for other text. */
export function digitWord(text: string): string | undefined {
  return /^[1-9]$/u.test(text) ? words[Number(text)] : undefined;
}
