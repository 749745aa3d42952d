import { type Cursor, PythonSyntaxError } from "./python-cursor.ts";
import type { PythonValue } from "./python-value-type.ts";

const number =
  /([+-]? *)(?:(0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+)|((?:\d(?:_?\d)*)?(?:\.(?:\d(?:_?\d)*)?)?(?:[eE][+-]?\d(?:_?\d)*)?))/y;

/** Longer decimal integers are an error in CPython too (`sys.set_int_max_str_digits`). */
const maximumDigits = 4300;

/** Reads an int or a float at the cursor, its sign included; `undefined` where no number stands. */
export function readPythonNumber(cursor: Cursor): PythonValue | undefined {
  number.lastIndex = cursor.position;
  const match = number.exec(cursor.text);
  const [whole = "", sign = "", based, decimal = ""] = match ?? [];
  if (based === undefined && !/^\.?\d/.test(decimal)) return undefined;
  cursor.position += whole.length;
  cursor.work.take(whole.length);
  if (/\w/.test(cursor.text[cursor.position] ?? "")) throw new PythonSyntaxError("a number runs into a name");

  const negative = sign.startsWith("-");
  const digits = (based ?? decimal).replaceAll("_", "");
  if (based === undefined && /[.eE]/.test(digits)) {
    return { type: "float", value: negative ? -Number(digits) : Number(digits) };
  }
  if (based === undefined && /^0+[1-9]/.test(digits)) throw new PythonSyntaxError("an integer starts with 0");
  if (digits.length > maximumDigits) throw new PythonSyntaxError("an integer is too long", "answer_limit");
  return { type: "int", value: negative ? -BigInt(digits) : BigInt(digits) };
}
