import { GuruError, type Random } from "@guru/core";

/** Both ends included. */
export type Range = readonly [low: number, high: number];

/** A kind of question a level asks, how often next to the level's others, and the kind's own knobs. */
export interface QuestionKind {
  readonly kind: string;
  readonly share: number;
}

/** Difficulty as data: entry 0 lists the kinds of question of level 1, and so on. */
export type LevelTable<Kind extends QuestionKind> = readonly (readonly Kind[])[];

/**
 * Checks a table where it is defined, so that a slip in tuning fails at once and not in a rare draw.
 *
 * @throws GuruError `level_table` naming the level, the kind and the knob.
 */
export function checkLevelTable(name: string, table: LevelTable<QuestionKind>): void {
  if (table.length === 0) throw new GuruError("level_table", `${name} needs at least one level`);
  for (const [index, kinds] of table.entries()) {
    const place = `${name} level ${index + 1}`;
    if (kinds.length === 0)
      throw new GuruError("level_table", `${place} needs at least one kind of question`);
    for (const kind of kinds) checkKind(`${place}, ${kind.kind}`, kind);
  }
}

function checkKind(place: string, kind: QuestionKind): void {
  if (!(kind.share > 0 && Number.isFinite(kind.share))) {
    throw new GuruError("level_table", `${place}: share must be a positive number, got ${kind.share}`);
  }
  for (const [knob, value] of Object.entries(kind) as [string, unknown][]) {
    if (Array.isArray(value) && value.some((part) => typeof part === "number")) {
      checkRange(`${place}: ${knob}`, value);
    }
  }
}

function checkRange(place: string, value: readonly unknown[]): void {
  const [low, high] = value;
  if (value.length !== 2 || !Number.isInteger(low) || !Number.isInteger(high) || Number(low) > Number(high)) {
    throw new GuruError(
      "level_table",
      `${place} must be two integers [low, high] with low <= high, got [${value.join(", ")}]`,
    );
  }
}

/** One of the kinds, each as often as its share says. */
export function pickKind<Kind extends QuestionKind>(random: Random, kinds: readonly Kind[]): Kind {
  const total = kinds.reduce((sum, kind) => sum + kind.share, 0);
  let left = random.next() * total;
  for (const kind of kinds) {
    left -= kind.share;
    if (left < 0) return kind;
  }
  return kinds.at(-1) as Kind;
}

/** An integer of the range. */
export function pickFrom(random: Random, range: Range): number {
  return random.integer(range[0], range[1]);
}
