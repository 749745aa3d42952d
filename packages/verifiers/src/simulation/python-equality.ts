import type { WorkCounter } from "../work-counter.ts";
import type { PythonValue } from "./python-value-type.ts";

/** `python`: True is 1, as in Python. `typed`: a bool equals only a bool, for judging answers. */
export type PythonEquality = "python" | "typed";

/**
 * Text that is equal exactly for equal values: numbers of the same exact value are equal whatever their type, a list and a tuple are
 * not, the order of sets and dicts does not matter. NaN, which no literal has, counts as equal to itself.
 */
export function pythonKey(value: PythonValue, equality: PythonEquality, work: WorkCounter): string {
  const keyOf = (part: PythonValue): string => pythonKey(part, equality, work);
  switch (value.type) {
    case "none":
      return counted("None", work);
    case "ellipsis":
      return counted("...", work);
    case "bool":
      return counted(equality === "typed" ? String(value.value) : value.value ? "1" : "0", work);
    case "int":
      return counted(value.value.toString(), work);
    case "float":
      return counted(floatKey(value.value), work);
    case "complex":
      return counted(
        value.imaginary === 0
          ? floatKey(value.real)
          : `${floatKey(value.real)}+${floatKey(value.imaginary)}j`,
        work,
      );
    case "str":
      return counted(JSON.stringify(value.value), work);
    case "bytes":
      return counted(`b${JSON.stringify(value.value)}`, work);
    case "list":
      return counted(`[${value.items.map(keyOf).join()}]`, work);
    case "tuple":
      return counted(`(${value.items.map(keyOf).join()})`, work);
    case "set":
      return counted(`{${value.items.map(keyOf).sort().join()}}`, work);
    case "dict":
      return counted(
        `{:${value.entries
          .map(([key, item]) => `${keyOf(key)}:${keyOf(item)}`)
          .sort()
          .join()}}`,
        work,
      );
  }
}

/** An integral float is written like the int that it equals. */
function floatKey(value: number): string {
  return Number.isInteger(value) ? BigInt(value).toString() : String(value);
}

/** Every level of nesting copies its text, so each copy counts. */
function counted(key: string, work: WorkCounter): string {
  work.take(Math.ceil(key.length / 16));
  return key;
}

/** Whether two values are equal. */
export function equalPythonValues(
  a: PythonValue,
  b: PythonValue,
  options: { readonly equality: PythonEquality; readonly work: WorkCounter },
): boolean {
  return pythonKey(a, options.equality, options.work) === pythonKey(b, options.equality, options.work);
}
