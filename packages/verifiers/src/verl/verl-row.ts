import type { Json } from "@guru/core";
import type { Parsed } from "../parsed.ts";

/** The parts of a row of verl's format that decide how a response is judged. */
export interface VerlRow {
  readonly dataSource: string;
  /** `reward_model.ground_truth`: its shape differs from source to source, and may be JSON in a string. */
  readonly groundTruth: Json;
  /** `extra_info`, an empty object where the row has none. */
  readonly extraInfo: Readonly<Record<string, Json>>;
}

/** Makes the truth of one of our verifiers from a row of verl's format; unreadable, of class `gold_parse`, where it does not fit. */
export type TruthFromVerl = (row: VerlRow) => Parsed<Json>;
