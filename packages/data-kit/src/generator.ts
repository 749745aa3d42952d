import type { Domain, Task } from "@guru/core";
import type { Split } from "./split.ts";

/** Which task of a generator is wanted. */
export interface Draw {
  readonly seed: number;
  /** Position in the endless list of tasks of this seed, level and split. */
  readonly index: number;
  readonly level: number;
  readonly split: Split;
}

/** An endless source of tasks with levels of difficulty, 1 the easiest, and exactly one right answer each. */
export interface Generator {
  /** `domain/name`, such as `math/arithmetic`; the `source` of its tasks. */
  readonly name: string;
  readonly domain: Domain;
  /** Grows whenever the tasks of some draw change. */
  readonly version: string;
  readonly levels: readonly number[];
  /**
   * A pure function of the draw: same task on every machine and in any order. Different draws may give equal tasks.
   *
   * @throws GuruError `generator_level` for a level it does not have.
   */
  generate(draw: Draw): Task;
}
