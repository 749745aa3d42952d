/** One thing that the doctor looked at. */
export interface Check {
  readonly name: string;
  /** `gap`: something would be better with it; `missing`: something does not work without it. */
  readonly state: "ok" | "gap" | "missing";
  /** What was found. */
  readonly found: string;
  /** What to do about a gap. */
  readonly advice?: string;
}

const marks: Readonly<Record<Check["state"], string>> = { ok: "✓", gap: "○", missing: "✗" };

/** The checks as lines: what was found, and below it what to do. */
export function formatChecks(checks: readonly Check[]): string[] {
  const width = Math.max(...checks.map(({ name }) => name.length));
  return checks.flatMap(({ name, state, found, advice }) => {
    const [first = "", ...rest] = found.split("\n");
    const indent = " ".repeat(width + 4);
    return [
      `${marks[state]} ${name.padEnd(width)}  ${first}`,
      ...rest.map((line) => indent + line),
      ...(advice === undefined ? [] : advice.split("\n").map((line) => `${indent}→ ${line}`)),
    ];
  });
}
