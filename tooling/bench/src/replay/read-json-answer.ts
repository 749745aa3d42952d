/** What a recorded output in the form `{"reasoning": "…", "answer": …}` says. */
export type JsonAnswer =
  string | number | boolean | null | readonly unknown[] | { readonly [key: string]: unknown };

/**
 * The publisher's extraction: the first brace-balanced object if it is JSON once its newlines are gone, else what stands behind the
 * key; then, for this model family, a box of letters and digits.
 */
export function readPublishedAnswer(output: string): JsonAnswer | undefined {
  const parsed = firstObject(output);
  if (parsed !== undefined && "answer" in parsed) return parsed["answer"] as JsonAnswer;
  for (const pattern of [
    /"answer"\s*:\s*"([^"]*)"/,
    /"answer"\s*:\s*([^,\s]*)/,
    /answer\s*:\s*([^,\s]*)/,
    /\\boxed\{(\w+)\}/,
  ]) {
    const match = pattern.exec(output);
    if (match?.[1] !== undefined) return match[1];
  }
  return undefined;
}

/** The first object whose braces balance, strings and all else ignored, as the publisher counts them. */
function firstObject(text: string): Readonly<Record<string, unknown>> | undefined {
  const start = text.indexOf("{");
  let depth = 0;
  for (let index = start; start >= 0 && index < text.length; index++) {
    if (text[index] === "{") depth++;
    else if (text[index] === "}" && --depth === 0) return parseObject(text.slice(start, index + 1));
  }
  return undefined;
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text.replaceAll("\n", ""));
    if (typeof value === "object" && value !== null) return value as Readonly<Record<string, unknown>>;
  } catch {
    // Told by what is returned.
  }
  return undefined;
}

/**
 * A careful reading: the value of the last key `answer`. Models write LaTeX into JSON without doubling its backslashes, so where decoding
 * the string would turn a command into a control character, the text is taken as it stands.
 */
export function readCarefulAnswer(output: string): string | undefined {
  const key = output.lastIndexOf('"answer"');
  const value = key < 0 ? undefined : /^"answer"\s{0,20}:\s{0,20}([^]*)$/.exec(output.slice(key))?.[1];
  if (value === undefined) return undefined;
  if (!value.startsWith('"')) return bareValue(value);
  const closing = /^"((?:[^"\\]|\\[^])*)"/.exec(value)?.[1];
  return closing === undefined ? undefined : decode(closing);
}

/** A number, word or bracketed value: up to the brace or the line that ends the object. */
function bareValue(text: string): string | undefined {
  const end = text.search(/\n?\s{0,200}\}\s{0,200}(?:`{3}|$)/);
  const value = (end < 0 ? text : text.slice(0, end)).trim();
  return value === "" ? undefined : value;
}

function decode(raw: string): string {
  try {
    const decoded = JSON.parse(`"${raw.replaceAll("\n", "\\n")}"`) as string;

    if (!/[\b\f\t\r][a-z]|\n(?:e|u|o|i)/.test(decoded)) return decoded;
  } catch {
    // An escape that JSON does not know, such as \sqrt.
  }
  return raw.replaceAll("\\\\", "\\").replaceAll('\\"', '"');
}
