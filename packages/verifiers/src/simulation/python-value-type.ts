/**
 * A value of a Python literal. Members of sets and keys of dicts are distinct under Python's equality. Bytes are one
 * UTF-16 unit a byte.
 */
export type PythonValue =
  | { readonly type: "none" | "ellipsis" }
  | { readonly type: "bool"; readonly value: boolean }
  | { readonly type: "int"; readonly value: bigint }
  | { readonly type: "float"; readonly value: number }
  | { readonly type: "complex"; readonly real: number; readonly imaginary: number }
  | { readonly type: "str" | "bytes"; readonly value: string }
  | { readonly type: "list" | "tuple" | "set"; readonly items: readonly PythonValue[] }
  | { readonly type: "dict"; readonly entries: readonly (readonly [PythonValue, PythonValue])[] };
