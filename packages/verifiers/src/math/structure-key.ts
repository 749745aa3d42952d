import type { Expression } from "./expression.ts";

/** Equal for expressions that are written alike. */
export function structureKey(node: Expression): string {
  return JSON.stringify(node, (key, part: unknown) =>
    typeof part === "bigint"
      ? String(part)
      : key === "implicit" || key === "decimals" || key === "significant"
        ? undefined
        : part,
  );
}
