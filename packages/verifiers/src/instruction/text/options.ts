/** The answers that `yes/no/maybe`, `I know or I don't know` or `a), b), c), d)` permit. */
export function optionsOf(options: string): string[] {
  const separator = options.includes("/") ? /\//u : /,|\bor\b/u;
  return options
    .split(separator)
    .map((option) => option.trim())
    .filter((option) => option !== "");
}

/** The same as IFBench splits them, at any `or`; letters must be given exactly. */
export function publishedOptions(options: string): { readonly options: string[]; readonly exact: boolean } {
  const separator = options.includes("/") ? "/" : options.includes("or") ? "or" : ",";
  return {
    options: options.split(separator).map((option) => option.trim()),
    exact: /^[^\p{L}\p{N}_]*[aA][^\p{L}\p{N}_]*[bB][^\p{L}\p{N}_]*[cC]/u.test(options),
  };
}
