import { z } from "zod";

/** Python that a task comes with. */
export const pythonSource = z.string().max(8_000_000);

/** Python source of a test. */
export const testSource = pythonSource.refine(
  (text) => text.trim() !== "" && !text.includes("\0"),
  "must hold code",
);

/** The name by which a test imports the solution. */
export const pythonModule = z.string().regex(/^[A-Za-z_]\w{0,100}$/);

/** How far a float may be off: by an absolute amount, or by a share of the larger of the two, whichever is more. */
export const tolerance = z.strictObject({
  relative: z.number().min(0).max(0.1),
  absolute: z.number().min(0).max(1_000),
});

/** CPU time in milliseconds, for tasks that need another than the usual. */
export const cpuMs = z.int().min(10).max(60_000);

/** The same object without the keys that hold `undefined`, which zod makes of missing ones. */
export function withoutUndefined<Value extends object>(value: Value): WithoutUndefined<Value> {
  return Object.fromEntries(
    Object.entries(value).filter(([, part]) => part !== undefined),
  ) as WithoutUndefined<Value>;
}

type WithoutUndefined<Value> = { [Key in keyof Value]: Exclude<Value[Key], undefined> };
