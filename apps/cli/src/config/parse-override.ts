import { GuruError } from "@guru/core";
import { parse } from "yaml";
import { isSettings, type Settings } from "./merge-settings.ts";

/** One `path=value` of the command line. */
export interface Override {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
}

/**
 * Reads `a.b=value` or `a.b[0]=value`; the value is YAML, so that `[1, 2]`, `null`, `1e-4` and `true` mean what they mean
 * in a config file.
 *
 * @throws GuruError `override` for text that is neither.
 */
export function parseOverride(text: string): Override {
  const equals = text.indexOf("=");
  if (equals <= 0)
    throw new GuruError("override", `expected a setting such as optimizer.learningRate=1e-4, got "${text}"`);
  return { path: parsePath(text.slice(0, equals), text), value: parseValue(text.slice(equals + 1), text) };
}

function parsePath(path: string, text: string): (string | number)[] {
  return path.split(".").flatMap((part) => {
    const match = /^([A-Za-z_-][\w-]*)((?:\[\d{1,6}\])*)$/.exec(part);
    if (match?.[1] === undefined || match[1] === "__proto__") {
      throw new GuruError(
        "override",
        `"${part}" in "${text}" is no name of a setting; write a.b=value or a.b[0]=value`,
      );
    }
    const indices = match[2]?.match(/\d+/g) ?? [];
    return [match[1], ...indices.map(Number)];
  });
}

function parseValue(value: string, text: string): unknown {
  try {
    return parse(value);
  } catch (cause) {
    const reason = (cause as Error).message.split("\n", 1)[0] ?? "";
    throw new GuruError("override", `the value of "${text}" is not YAML: ${reason}`, { cause });
  }
}

/**
 * Sets one value, creating the mappings on the way.
 *
 * @throws GuruError `override` where the path runs through something that has no such part.
 */
export function applyOverride(settings: Settings, override: Override): Settings {
  return setPart(settings, override, 0) as Settings;
}

function setPart(target: unknown, override: Override, depth: number): unknown {
  const part = override.path[depth];
  if (part === undefined) return override.value;
  if (typeof part === "number") return setItem(target, override, { index: part, depth });
  if (target !== undefined && !isSettings(target))
    throw misplaced(override, depth, `${showValue(target)} has no keys`);
  const below = target !== undefined && Object.hasOwn(target, part) ? target[part] : undefined;
  return { ...target, [part]: setPart(below, override, depth + 1) };
}

function setItem(
  target: unknown,
  override: Override,
  { index, depth }: { index: number; depth: number },
): unknown {
  const items: unknown = target === undefined ? [] : target;
  if (!Array.isArray(items)) throw misplaced(override, depth, `${showValue(target)} is no list`);
  const list: readonly unknown[] = items;
  if (index > list.length) throw misplaced(override, depth, `the list has ${list.length} items`);
  return list.toSpliced(index, 1, setPart(list[index], override, depth + 1));
}

function misplaced({ path }: Override, depth: number, reason: string): GuruError {
  return new GuruError(
    "override",
    `cannot set ${formatPath(path)}: at ${formatPath(path.slice(0, depth))}, ${reason}`,
  );
}

/** A value as a message shows it. */
export function showValue(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}

/** A path as it is written in an override. */
export function formatPath(path: readonly PropertyKey[]): string {
  if (path.length === 0) return "the top level";
  return path
    .map((part, index) => (typeof part === "number" ? `[${part}]` : `${index > 0 ? "." : ""}${String(part)}`))
    .join("");
}
