import { z } from "zod";

/** A value with the two ends of its percentile interval. */
export const Interval = z.strictObject({ value: z.number(), low: z.number(), high: z.number() });
export type Interval = z.infer<typeof Interval>;
