import { foundAnswer, type Verdict } from "@guru/core";

interface Tally {
  rows: number;
  correct: number;
  partial: number;
  incorrect: number;
  unscored: number;
  withoutAnswer: number;
  score: number;
  micros: number;
  readonly unscoredReasons: Map<string, number>;
}

/** Counts verdicts by verifier. */
export interface VerdictTable {
  add(verdict: Verdict): void;
  /** One line a verifier, then the reasons of what was not scored. */
  lines(): string[];
}

/** An empty table. */
export function createVerdictTable(): VerdictTable {
  const tallies = new Map<string, Tally>();
  return {
    add: (verdict) => {
      const name = `${verdict.by.name}@${verdict.by.version}`;
      const tally = tallies.get(name) ?? emptyTally();
      tallies.set(name, tally);
      tally.rows++;
      tally[verdict.outcome]++;
      tally.micros += verdict.cost.wallMicros;
      if (foundAnswer(verdict) === false) tally.withoutAnswer++;
      if (verdict.outcome !== "unscored") tally.score += verdict.score;
      else tally.unscoredReasons.set(verdict.reason, (tally.unscoredReasons.get(verdict.reason) ?? 0) + 1);
    },
    lines: () => {
      const sorted = [...tallies].toSorted(([one], [other]) => one.localeCompare(other, "en"));
      const heads = [
        "verifier",
        "rows",
        "correct",
        "partial",
        "wrong",
        "no answer",
        "unscored",
        "mean score",
        "µs each",
      ];
      const body = sorted.map(([name, tally]) => cellsOf(name, tally));
      const reasons = sorted.flatMap(([name, { unscoredReasons }]) =>
        [...unscoredReasons].map(([reason, count]) => `  ${count} of ${name} unscored: ${reason}`),
      );
      return [...align([heads, ...body]), ...reasons];
    },
  };
}

function emptyTally(): Tally {
  return {
    rows: 0,
    correct: 0,
    partial: 0,
    incorrect: 0,
    unscored: 0,
    withoutAnswer: 0,
    score: 0,
    micros: 0,
    unscoredReasons: new Map(),
  };
}

function cellsOf(name: string, tally: Tally): string[] {
  const scored = tally.rows - tally.unscored;
  return [
    name,
    ...[tally.rows, tally.correct, tally.partial, tally.incorrect, tally.withoutAnswer, tally.unscored].map(
      String,
    ),
    scored === 0 ? "–" : ((100 * tally.score) / scored).toFixed(2),
    (tally.micros / tally.rows).toFixed(0),
  ];
}

/** Columns of equal width: names to the left, numbers to the right. */
function align(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  "),
  );
}
