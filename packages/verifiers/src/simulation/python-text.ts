import type { PythonValue } from "./python-value-type.ts";

/**
 * The value as source that CPython's `ast.literal_eval` reads: ASCII only, and without a character that the value does not hold.
 * NaN has no literal and gives `undefined`.
 */
export function pythonText(value: PythonValue): string | undefined {
  switch (value.type) {
    case "none":
      return "None";
    case "ellipsis":
      return "...";
    case "bool":
      return value.value ? "True" : "False";
    case "int":
      return String(value.value);
    case "float":
      return floatText(value.value);
    case "complex":
      return complexText(value.real, value.imaginary);
    case "str":
      return `"${escaped(value.value, "u", 4)}"`;
    case "bytes":
      return `b"${escaped(value.value, "x", 2)}"`;
    case "list":
      return joined(value.items.map(pythonText), "[", "]");
    case "tuple":
      return joined([...value.items.map(pythonText), ""], "(", ")");
    case "set":
      return value.items.length === 0 ? "set()" : joined(value.items.map(pythonText), "{", "}");
    case "dict":
      return joined(
        value.entries.map((entry) => joined(entry.map(pythonText), "", "", ":")),
        "{",
        "}",
      );
  }
}

function joined(
  parts: readonly (string | undefined)[],
  opening: string,
  closing: string,
  separator = ",",
): string | undefined {
  const known = parts.filter((part) => part !== undefined);
  if (known.length < parts.length) return undefined;
  return opening + (parts.length === 1 && known[0] === "" ? "" : known.join(separator)) + closing;
}

/** `1e400` is how infinity is written; a whole number keeps a mark of being a float. */
function floatText(value: number): string | undefined {
  if (Number.isNaN(value)) return undefined;
  if (!Number.isFinite(value)) return value < 0 ? "-1e400" : "1e400";
  if (Object.is(value, -0)) return "-0.0";
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

function complexText(real: number, imaginary: number): string | undefined {
  const [left, right] = [floatText(real), floatText(Math.abs(imaginary))];
  if (left === undefined || right === undefined) return undefined;
  const sign = imaginary < 0 || Object.is(imaginary, -0) ? "-" : "+";
  return `${left}${sign}${right}j`;
}

/** Everything but plain ASCII is escaped; a surrogate pair as the one character that it is. */
function escaped(text: string, letter: "u" | "x", digits: number): string {
  return text.replace(/[^ -~]|["\\]/gu, (character) => {
    if (character === '"' || character === "\\") return `\\${character}`;
    const code = character.codePointAt(0) ?? 0;
    return code > 0xffff
      ? `\\U${code.toString(16).padStart(8, "0")}`
      : `\\${letter}${code.toString(16).padStart(digits, "0")}`;
  });
}
