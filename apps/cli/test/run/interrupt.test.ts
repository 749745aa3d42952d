import { expect, test } from "vitest";
import { createInterrupt } from "../../src/run/interrupt.ts";
import { createTestContext } from "../support/test-context.ts";

test("the first Ctrl-C asks to stop, its echo is ignored, a second one ends the process", () => {
  const context = createTestContext();
  let asked = 0;
  const interrupt = createInterrupt(context, () => asked++);
  expect(interrupt.signal.aborted).toBe(false);
  context.interrupt();
  context.advance(100);
  context.interrupt();
  expect([interrupt.signal.aborted, asked, context.exits]).toEqual([true, 1, []]);
  context.advance(1000);
  context.interrupt();
  expect([asked, context.exits]).toEqual([1, [130]]);
});

test("nothing happens once it is disposed of", () => {
  const context = createTestContext();
  const interrupt = createInterrupt(context, () => undefined);
  interrupt.dispose();
  context.interrupt();
  expect(interrupt.signal.aborted).toBe(false);
});
