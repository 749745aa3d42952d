import type { Json } from "@guru/core";
import { z } from "zod";
import { type Parsed, unreadable } from "./parsed.ts";

/** Checks the shape of a truth, then reads what it holds. */
export function parseTruth<Truth, Gold>(
  schema: z.ZodType<Truth>,
  truth: Json,
  read: (truth: Truth) => Parsed<Gold>,
): Parsed<Gold> {
  const shape = schema.safeParse(truth);
  if (!shape.success)
    return unreadable(`the truth does not fit: ${z.prettifyError(shape.error)}`, "gold_parse");
  return read(shape.data);
}
