import { expect, test } from "vitest";
import { formula } from "../src/index.ts";

/** How the asked quantity follows from the given ones, in SI units: a second list, solved for each symbol. */
const laws: Readonly<Record<string, (given: Readonly<Record<string, number>>) => number>> = {
  "a,m:F": ({ m = 0, a = 0 }) => m * a,
  "F,m:a": ({ m = 0, F = 0 }) => F / m,
  "F,a:m": ({ a = 0, F = 0 }) => F / a,
  "F,s:W": ({ F = 0, s = 0 }) => F * s,
  "W,s:F": ({ W = 0, s = 0 }) => W / s,
  "F,W:s": ({ W = 0, F = 0 }) => W / F,
  "t,v:s": ({ v = 0, t = 0 }) => v * t,
  "s,t:v": ({ s = 0, t = 0 }) => s / t,
  "s,v:t": ({ s = 0, v = 0 }) => s / v,
  "a,t:v": ({ a = 0, t = 0 }) => a * t,
  "t,v:a": ({ v = 0, t = 0 }) => v / t,
  "a,v:t": ({ v = 0, a = 0 }) => v / a,
  "P,t:E": ({ P = 0, t = 0 }) => P * t,
  "E,t:P": ({ E = 0, t = 0 }) => E / t,
  "E,P:t": ({ E = 0, P = 0 }) => E / P,
  "I,U:P": ({ U = 0, I = 0 }) => U * I,
  "P,U:I": ({ P = 0, U = 0 }) => P / U,
  "I,P:U": ({ P = 0, I = 0 }) => P / I,
  "I,R:U": ({ R = 0, I = 0 }) => R * I,
  "R,U:I": ({ U = 0, R = 0 }) => U / R,
  "I,U:R": ({ U = 0, I = 0 }) => U / I,
  "I,t:Q": ({ I = 0, t = 0 }) => I * t,
  "Q,t:I": ({ Q = 0, t = 0 }) => Q / t,
  "I,Q:t": ({ Q = 0, I = 0 }) => Q / I,
  "a,m,s:W": ({ m = 0, a = 0, s = 0 }) => m * a * s,
  "I,U,t:E": ({ U = 0, I = 0, t = 0 }) => U * I * t,
  "a,t,u:v": ({ u = 0, a = 0, t = 0 }) => u + a * t,
  "I,R:P": ({ R = 0, I = 0 }) => R * I ** 2,
  "m,v:E": ({ m = 0, v = 0 }) => (m * v ** 2) / 2,
};

const toSi: Readonly<Record<string, number>> = {
  g: 1e-3,
  mA: 1e-3,
  cm: 1e-2,
  "km/h": 1 / 3.6,
  min: 60,
  kW: 1000,
};
const siUnits: Readonly<Record<string, string>> = {
  ...{
    m: "kg",
    a: "m/s2",
    F: "N",
    s: "m",
    E: "J",
    W: "J",
    P: "W",
    U: "V",
    I: "A",
    R: "ohm",
    Q: "C",
    t: "s",
    v: "m/s",
  },
};

test.each([1, 2, 3, 4, 5])(
  "at level %d the law for what is given and asked has the truth as its value",
  (level) => {
    for (let index = 0; index < 150; index++) {
      const task = formula.generate({ seed: 3, index, level, split: "train" });
      const words = (task.prompt[0]?.content ?? "").split(" ");
      const asked = words.pop()?.replace("?", "") ?? "";
      const given = Object.fromEntries(
        words.map((word) => {
          const [, symbol = "", value, unit = ""] = /^(\w)=(\d+)(.*)$/.exec(word) ?? [];
          return [symbol, Number(value) * (toSi[unit] ?? 1)];
        }),
      );
      const law = laws[`${Object.keys(given).toSorted().join(",")}:${asked}`];
      const { value, unit } = task.truth as { value: string; unit: string };
      expect(law?.(given), words.join(" ")).toBeCloseTo(Number(value), 6);
      expect(unit).toBe(siUnits[asked]);
    }
  },
);
