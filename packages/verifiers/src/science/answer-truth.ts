import type { Json } from "@guru/core";
import { z } from "zod";
import { parsed, type Parsed, preview, unreadable } from "../parsed.ts";
import { parseTruth } from "../parse-truth.ts";
import type { WorkCounter } from "../work-counter.ts";
import { readQuantity, type WrittenQuantity } from "./read-quantity.ts";

const longestGold = 1000;

const Truth = z.strictObject({
  value: z.string(),
  unit: z.string().optional(),
  question: z.string().optional(),
  tolerance: z.number().min(0).lt(1).optional(),
  kind: z.enum(["quantity", "text"]).optional(),
});

/** A gold answer as the rules see it. */
export interface AnswerGold {
  /** The value with its unit. */
  readonly text: string;
  /** Empty where the truth does not give it. */
  readonly question: string;
  /** How far a quantity may be off, as a share of the gold. */
  readonly tolerance: number | undefined;
  /** What the gold says as a number with a unit, where it is one. */
  readonly quantity: WrittenQuantity | undefined;
}

/** Reads a truth such as `{ "value": "9.81", "unit": "m/s^2", "question": "…" }`. */
export function parseAnswerTruth(truth: Json, work: WorkCounter): Parsed<AnswerGold> {
  return parseTruth(Truth, truth, ({ value, unit = "", question = "", tolerance, kind }) => {
    if (!/[\p{L}\p{N}]/u.test(value))
      return unreadable(`the value ${preview(value)} says nothing`, "gold_parse");
    if (value.length + unit.length > longestGold)
      return unreadable(`a value of ${value.length} characters is no short answer`, "gold_parse");
    const text = unit === "" ? value : `${value} ${unit}`;
    const quantity = kind === "text" ? undefined : readQuantity(text, work);
    if ((kind === "quantity" || unit !== "" || tolerance !== undefined) && quantity === undefined)
      return unreadable(`${preview(value)} is not a number`, "gold_parse");
    if (kind === "quantity" || unit !== "") {
      if (quantity?.measures.length === 0)
        return unreadable(`${preview(quantity.unit)} is not a unit`, "gold_parse");
    }
    return parsed({ text, question, tolerance, quantity });
  });
}
