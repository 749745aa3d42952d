import { RunConfig } from "@guru/core";
import { z } from "zod";
import { isSettings } from "./merge-settings.ts";

/** The JSON schema of a part of the run config: what the CLI needs to know of it to help with a mistake. */
export interface SchemaPart {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, SchemaPart>>;
  readonly propertyNames?: { readonly enum?: readonly string[] };
}

/** The JSON schema of a run config as it is written. */
const configSchema = z.toJSONSchema(RunConfig, { io: "input" }) as SchemaPart;

/** The part of the schema at a path, where there is one. */
export function schemaAt(path: readonly PropertyKey[]): SchemaPart | undefined {
  return path.reduce<SchemaPart | undefined>((part, key) => part?.properties?.[String(key)], configSchema);
}

/** Names of the keys that a part may have. */
export function keysOf(part: SchemaPart | undefined): readonly string[] {
  return part?.properties === undefined ? (part?.propertyNames?.enum ?? []) : Object.keys(part.properties);
}

/** Dotted paths of every key in the config. */
export function allPaths(part: SchemaPart = configSchema, prefix = ""): readonly string[] {
  return keysOf(part).flatMap((key) => {
    const below = part.properties?.[key];
    return [prefix + key, ...(below === undefined ? [] : allPaths(below, `${prefix}${key}.`))];
  });
}

/** Turns numbers and truth values into text where the config wants text: YAML reads `rewards: true` as a truth value. */
export function textWhereWanted(value: unknown, part: SchemaPart = configSchema): unknown {
  if (part.type === "string" && (typeof value === "number" || typeof value === "boolean"))
    return String(value);
  if (!isSettings(value)) return value;
  const entries = Object.entries(value).map(([key, each]) => [
    key,
    textWhereWanted(each, part.properties?.[key] ?? {}),
  ]);
  return Object.fromEntries(entries);
}
