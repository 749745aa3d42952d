import { pythonStrip } from "./python-text.ts";

const fence = /^```(?:json)?[ \t]*\n([\s\S]*)\n[ \t]*```$/iu;

/** Whether a whole text, perhaps in one code block, is a JSON object or array. */
export function isJsonDocument(text: string): boolean {
  const trimmed = pythonStrip(text);
  const body = fence.exec(trimmed)?.[1] ?? trimmed;
  return /^[{[]/u.test(body) && parses(body);
}

/** Whether Python's `json.loads` reads what is left of a text when IFEval has taken off its code fence: any value, also NaN. */
export function parsesInPython(text: string): boolean {
  let body = pythonStrip(text);
  for (const prefix of ["```json", "```Json", "```JSON", "```"])
    if (body.startsWith(prefix)) body = body.slice(prefix.length);
  if (body.endsWith("```")) body = body.slice(0, -3);
  const numbers = body.replace(/"(?:[^"\\]|\\.)*(?:"|$)|-?\bInfinity\b|\bNaN\b/gsu, (part) =>
    part.startsWith('"') ? part : "0",
  );
  return isShallow(body) && parses(pythonStrip(numbers));
}

/** Python gives up at its recursion limit. */
const pythonDepth = 990;

function isShallow(text: string): boolean {
  let depth = 0;
  for (const unit of text.match(/"(?:[^"\\]|\\.)*(?:"|$)|[{}[\]]/gsu) ?? []) {
    if (unit === "{" || unit === "[") depth++;
    else if (unit === "}" || unit === "]") depth--;
    if (depth > pythonDepth) return false;
  }
  return true;
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
