import type { JsonAnswer } from "./read-json-answer.ts";

/** The publisher's rule for numbers: the first number in either text, without dollar signs and commas; a fraction is divided first. */
export function publishedNumberScore(answer: JsonAnswer, gold: string): boolean {
  const own = firstNumber(pythonText(answer));
  const wanted = firstNumber(gold.replaceAll("#", ""));
  return own !== undefined && own === wanted;
}

function firstNumber(text: string): number | undefined {
  const cleaned = text.replaceAll("$", "").trim().replaceAll(",", "");
  const fraction = /^\(?(-?\d+(?:\.\d+)?)\)?\s*\/\s*\(?(-?\d+(?:\.\d+)?)\)?$/.exec(cleaned);
  if (fraction !== null) return Number(fraction[1]) / Number(fraction[2]);
  const found = /-?\d+(?:\.\d+)?/.exec(cleaned);
  return found === null ? undefined : Number(found[0]);
}

/** The publisher's rule for values of programs: equal text that is not empty, once the quotes at its ends are gone and newlines are escapes. */
export function publishedLiteralScore(answer: JsonAnswer, gold: string): boolean {
  const own = withoutQuotes(pythonText(answer)).replaceAll("\n", "\\n");
  return own !== "" && own === withoutQuotes(gold);
}

function withoutQuotes(text: string): string {
  return text.replace(/^['"]+/, "").replace(/['"]+$/, "");
}

/** What Python's `str` makes of a JSON value. */
function pythonText(value: unknown): string {
  return typeof value === "string" ? value : pythonRepr(value);
}

function pythonRepr(value: unknown): string {
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string")
    return value.includes("'") && !value.includes('"') ? `"${value}"` : `'${value.replaceAll("'", "\\'")}'`;
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(", ")}]`;
  if (typeof value === "number") return String(value);
  if (typeof value !== "object") return "";
  const entries = Object.entries(value).map(([key, part]) => `${pythonRepr(key)}: ${pythonRepr(part)}`);
  return `{${entries.join(", ")}}`;
}
