/**
 * The eight texts of which IFEval's loose accuracy takes the best: the response as it is, and without its first line, its
 * last line or both, each with and without asterisks. Blank ones are left out.
 */
export function looseVariants(text: string): string[] {
  const lines = text.split("\n");
  const shortened = [
    text,
    ...[lines.slice(1), lines.slice(0, -1), lines.slice(1, -1)].map((part) => part.join("\n").trim()),
  ];
  const variants = [...shortened, ...shortened.map((variant) => variant.replaceAll("*", ""))];
  return [...new Set(variants)].filter((variant) => variant.trim() !== "");
}
