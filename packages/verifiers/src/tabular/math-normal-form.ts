/**
 * A text in the normal form in which the graders of the MATH data set compare answers, as the official table scorer uses it. A text for
 * which that form is not defined stays as it is.
 */
export function mathNormalForm(text: string): string {
  let form = text.replaceAll("\n", "").replaceAll("\\!", "").replaceAll("\\\\", "\\");
  form = form.replaceAll("tfrac", "frac").replaceAll("dfrac", "frac");
  for (const dropped of ["\\left", "\\right", "^{\\circ}", "^\\circ", "\\$"])
    form = form.replaceAll(dropped, "");
  const units = form.split("\\text{ ");
  if (units.length > 2) return text;
  form = (units[0] ?? "").replaceAll("\\%", "").replaceAll(" .", " 0.").replaceAll("{.", "{0.");
  if (form === "") return form;
  if (form.startsWith(".")) form = `0${form}`;
  const sides = form.split("=");
  if (sides.length === 2 && (sides[0] ?? "").length <= 2) form = sides[1] ?? "";
  form = bracedFractions(form.replace(/\\sqrt([^{])/g, "\\sqrt{$1}").replaceAll(" ", ""));
  if (form === "0.5") return "\\frac{1}{2}";
  const quotient = /^(-?(?:0|[1-9]\d*))\/(-?(?:0|[1-9]\d*))$/.exec(form);
  return quotient === null ? form : `\\frac{${quotient[1] ?? ""}}{${quotient[2] ?? ""}}`;
}

/** `\frac12` with braces around its two digits. */
function bracedFractions(text: string): string {
  return text.replace(/\\frac([^{\\])(?:([^{\\])|(?=\{))/g, (_, top: string, bottom: string | undefined) =>
    bottom === undefined ? `\\frac{${top}}` : `\\frac{${top}}{${bottom}}`,
  );
}
