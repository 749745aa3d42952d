/** The string normaliser of the MATH competition, which the official scorer tries first. */
export function normalizeCompetition(text: string): string {
  const trimmed = text.trim();
  const whole = /^\\text\{([^{}]*)\}$/.exec(trimmed);
  let value = (whole?.[1] ?? trimmed).trim();
  value = value.replaceAll("\n", "").replaceAll("\\!", "").replaceAll("\\\\", "\\");
  value = value.replaceAll("tfrac", "frac").replaceAll("dfrac", "frac");
  value = value.replaceAll("\\left", "").replaceAll("\\right", "");
  value = value.replaceAll("^{\\circ}", "").replaceAll("^\\circ", "").replaceAll("\\$", "");
  const units = value.split("\\text{ ");
  // More than one unit makes the original give up, and compare what was written.
  if (units.length > 2) return trimmed;
  value = (units[0] ?? "").replaceAll("\\%", "").replaceAll(" .", " 0.").replaceAll("{.", "{0.");
  if (value === "") return value;
  if (value.startsWith(".")) value = `0${value}`;
  const sides = value.split("=");
  if (sides.length === 2 && (sides[0] ?? "").length <= 2) value = sides[1] ?? "";
  value = braceArguments(value.replaceAll(/\\sqrt(?!\{)(.)/g, "\\sqrt{$1}").replaceAll(" ", ""));
  if (value === "0.5") value = "\\frac{1}{2}";
  const fraction = /^(-?(?:0|[1-9]\d*))\/(-?(?:0|[1-9]\d*))$/.exec(value);
  return fraction === null ? value : `\\frac{${fraction[1] ?? ""}}{${fraction[2] ?? ""}}`;
}

/** `\frac12` and `\frac1{72}` get the braces they lack. */
function braceArguments(text: string): string {
  return text
    .split("\\frac")
    .map((part, index) => {
      if (index === 0 || part.startsWith("{") || part.length < 2) return part;
      const [first = "", second = ""] = part;
      const rest = part.slice(2);
      return second === "{" ? `{${first}}${second}${rest}` : `{${first}}{${second}}${rest}`;
    })
    .join("\\frac");
}
