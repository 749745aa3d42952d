import { createRandom, GuruError } from "@guru/core";
import type { BootstrapOptions } from "./bootstrap-options.ts";

/** Means of some columns over the same rows, and the same means over resampled rows. */
export interface ResampledMeans {
  readonly rows: number;
  /** One mean a column. */
  readonly means: readonly number[];
  /** One array of resampled means a column; the k-th of every column come from the same rows. */
  readonly draws: readonly Float64Array[];
}

/**
 * Draws rows with replacement and takes the mean of every column over them, so that columns stay paired. `stream`
 * names the random stream: give each stratum its own.
 */
export function resampleMeans(
  columns: readonly (readonly number[])[],
  options: BootstrapOptions,
  stream: string | number = "rows",
): ResampledMeans {
  const rows = columns[0]?.length ?? 0;
  checkColumns(columns, rows);
  const count = options.draws ?? 2000;
  const draws = columns.map(() => new Float64Array(count));
  const table = interleave(columns, rows);
  const width = columns.length;
  const sums = new Float64Array(width);
  const random = createRandom(options.seed, "bootstrap", stream);
  for (let draw = 0; draw < count; draw++) {
    sums.fill(0);
    for (let pick = 0; pick < rows; pick++) {
      const start = Math.floor(random.next() * rows) * width;
      for (let column = 0; column < width; column++) {
        sums[column] = (sums[column] ?? 0) + (table[start + column] ?? 0);
      }
    }
    draws.forEach((values, column) => (values[draw] = (sums[column] ?? 0) / rows));
  }
  return {
    rows,
    means: columns.map((column) => column.reduce((sum, value) => sum + value, 0) / rows),
    draws,
  };
}

/** The unweighted mean over strata, resampled inside each stratum: the stratified bootstrap. */
export function poolMeans(strata: readonly ResampledMeans[]): ResampledMeans {
  const first = strata[0];
  if (first === undefined) throw new GuruError("empty", "a bootstrap needs at least one stratum, got none");
  const average = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / strata.length;
  return {
    rows: strata.reduce((sum, stratum) => sum + stratum.rows, 0),
    means: first.means.map((_, column) =>
      average(strata.map((stratum) => stratum.means[column] ?? Number.NaN)),
    ),
    draws: first.draws.map((values, column) =>
      values.map((_, draw) => average(strata.map((stratum) => stratum.draws[column]?.[draw] ?? Number.NaN))),
    ),
  };
}

function checkColumns(columns: readonly (readonly number[])[], rows: number): void {
  if (rows === 0) throw new GuruError("empty", "a bootstrap needs at least one value, got none");
  for (const column of columns) {
    if (column.length !== rows) {
      throw new GuruError(
        "unpaired",
        `paired columns must be equally long, got ${rows} and ${column.length} values`,
      );
    }
    const bad = column.find((value) => !Number.isFinite(value));
    if (bad !== undefined) throw new GuruError("non_finite", `a bootstrap needs finite values, got ${bad}`);
  }
}

function interleave(columns: readonly (readonly number[])[], rows: number): Float64Array {
  const table = new Float64Array(rows * columns.length);
  columns.forEach((column, place) => {
    column.forEach((value, row) => (table[row * columns.length + place] = value));
  });
  return table;
}
