import type { Json } from "@guru/core";

/** A JSON list, or `undefined` for any other value. */
export function listOf(value: Json | undefined): readonly Json[] | undefined {
  return Array.isArray(value) ? (value as readonly Json[]) : undefined;
}

/** A JSON object, or `undefined` for any other value. */
export function objectOf(value: Json): Readonly<Record<string, Json>> | undefined {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject ? (value as Readonly<Record<string, Json>>) : undefined;
}

/** The same list, unless an item is missing. */
export function allDefined<T>(items: readonly (T | undefined)[] | undefined): readonly T[] | undefined {
  return items?.every((item) => item !== undefined) === true ? items : undefined;
}
