import { expect, test } from "vitest";
import { spreadOf } from "../src/engine/sample.ts";

test("the spread takes wall and CPU time each by themselves", () => {
  const samples = [
    { wallMs: 4, cpuMs: 1 },
    { wallMs: 1, cpuMs: 9 },
    { wallMs: 2, cpuMs: 5 },
  ];
  expect(spreadOf(samples)).toEqual({ median: { wallMs: 2, cpuMs: 5 }, least: { wallMs: 1, cpuMs: 1 } });
});

test("the median of an even number is the mean of the two in the middle", () => {
  expect(spreadOf([1, 2, 10, 20].map((value) => ({ wallMs: value, cpuMs: value }))).median).toEqual({
    wallMs: 6,
    cpuMs: 6,
  });
});
