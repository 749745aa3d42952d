import { isSettings } from "./merge-settings.ts";

/** The part of a value at a path, or `undefined`. */
export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((part, key) => {
    if (Array.isArray(part)) return part[Number(key)] as unknown;
    return isSettings(part) ? part[String(key)] : undefined;
  }, value);
}
