import type { z } from "zod";
import { closestName } from "./closest-name.ts";
import { allPaths, keysOf, schemaAt } from "./config-schema.ts";
import { formatPath, showValue } from "./parse-override.ts";
import { valueAt } from "./value-at.ts";

/** One line for each thing that is wrong with a config: its path, what is wrong, and what was probably meant. */
export function describeIssues(issues: readonly z.core.$ZodIssue[], config: unknown): string[] {
  return issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys")
      return issue.keys.map((key) => describeUnknownKey(issue.path, key));
    const given = valueAt(config, issue.path);
    const meant =
      issue.code === "invalid_value" && typeof given === "string"
        ? closestName(given, issue.values.map(String))
        : undefined;
    const suggestion = meant === undefined ? "" : `; did you mean ${meant}?`;
    return [`${formatPath(issue.path)}: ${issue.message}, got ${showValue(given)}${suggestion}`];
  });
}

function describeUnknownKey(path: readonly PropertyKey[], key: string): string {
  const siblings = keysOf(schemaAt(path));
  const meant = suggestSibling(path, key, siblings) ?? suggestElsewhere(key);
  const advice = meant === undefined ? `known are ${siblings.join(", ")}` : `did you mean ${meant}?`;
  return `${formatPath([...path, key])}: unknown key; ${advice}`;
}

function suggestSibling(
  path: readonly PropertyKey[],
  key: string,
  siblings: readonly string[],
): string | undefined {
  const sibling = closestName(key, siblings);
  return sibling === undefined ? undefined : formatPath([...path, sibling]);
}

/** A key in the wrong place: `learningRate` at the top level belongs to the optimizer. */
function suggestElsewhere(key: string): string | undefined {
  const paths = allPaths();
  const name = closestName(key, paths.map(lastKey));
  return paths.find((path) => lastKey(path) === name);
}

function lastKey(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}
