import { expect, test } from "vitest";
import { scienceQuantity } from "../../src/index.ts";
import { testVerifier } from "../../src/testing/index.ts";

testVerifier(scienceQuantity, {
  cases: [
    {
      truth: { value: "256", unit: "N" },
      correct: [
        "256 N",
        "256N",
        "0.256 kN",
        "256 kg*m/s^2",
        "256 kg·m·s⁻²",
        "256000 mN",
        "2.56e2 N",
        "512/2 N",
        "256 J/m",
      ],
      incorrect: [
        "256",
        "256.1 N",
        "256 kN",
        "256 n",
        "256 J",
        "257 N",
        "256 N N",
        "N",
        "256 N m",
        "256 Newtonne",
      ],
    },
    {
      truth: { value: "36", unit: "km/h" },
      correct: ["36 km/h", "10 m/s", "10 m s-1", "10 m*s^-1", "0.01 km/s", "10m/s"],
      incorrect: ["36 m/s", "10 m/s2", "36 kmh", "36 h/km", "10.01 m/s"],
    },
    {
      truth: { value: "9.81", unit: "m/s2" },
      correct: [
        "9.81 m/s2",
        "9.81 m/s^2",
        "9.81 m/s/s",
        "9.81 m/s²",
        "981 cm/s²",
        "9.81 m/(s*s)",
        "9.81 (m/s)/s",
      ],
      incorrect: ["9.8 m/s2", "9.81 m/s", "9.81 m s2"],
    },
    {
      truth: { value: "4184", unit: "J/(kg*K)" },
      correct: ["4184 J/(kg*K)", "4.184 J/(g K)", "1 kcal/(kg·K)", "4184 J/kg/K"],
      incorrect: ["4184 J/kg*K", "4184 J/kg K", "4184 J/kg"],
    },
    {
      truth: { value: "2", unit: "" },
      correct: ["2", "2.0", "2 rad", "2000 mrad", "2 m/m"],
      incorrect: ["2 m", "3", "2 %", "0.2"],
    },
    {
      truth: { value: "5", unit: "Hz" },
      correct: ["5 Hz", "5/s", "5 /s", "5 1/s", "300 /min"],
      incorrect: ["5 s", "5", "5/6"],
    },
    {
      truth: { value: "1.602176634e-19", unit: "C" },
      correct: ["1.602176634e-19 C", "1.602176634×10^-19 C", "1 eV/V"],
      incorrect: ["1.6e-19 C", "1.602176634e-19 V", "1.602176634e19 C"],
    },
  ],
  badTruths: [
    { value: "256", unit: "newton-ish" },
    { value: "256 N", unit: "N" },
    { value: "256", unit: "J/kg K" },
    { value: "256" },
    { value: "1", unit: "°C" },
    { value: 256, unit: "N" },
  ],
});

test.each([
  ["60 min", "h", "1"],
  ["1000 L", "m3", "1"],
  ["1 ha", "m2", "10000"],
  ["1 µA", "uA", "1"],
  ["1 μA", "uA", "1"],
  ["1 kΩ", "V/A", "1000"],
  ["1 T", "kg/(A*s^2)", "1"],
  ["1 F", "C/V", "1"],
  ["1 H", "V*s/A", "1"],
  ["1 W", "J/s", "1"],
  ["1 dam", "m", "10"],
  ["1 mm2", "m^2", "1e-6"],
  ["1 (km/h)^2", "km^2/h^2", "1"],
  ["1 atm", "Pa", "101325"],
  ["1 Pa", "N/m2", "1"],
  ["1 N", "kg*m/s2", "1"],
  ["1 J", "N*m", "1"],
  ["1 C", "A*s", "1"],
  ["1 V", "W/A", "1"],
  ["1 S", "1/ohm", "1"],
  ["1 Ω", "ohm", "1"],
  ["1 \u2126", "ohm", "1"],
  ["1 Wb", "V*s", "1"],
  ["1 T", "Wb/m2", "1"],
  ["1 lm", "cd*sr", "1"],
  ["1 lx", "lm/m2", "1"],
  ["1 Bq", "1/s", "1"],
  ["1 Gy", "J/kg", "1"],
  ["1 Sv", "m2/s2", "1"],
  ["1 kat", "mol/s", "1"],
  ["1 d", "h", "24"],
  ["1 t", "kg", "1000"],
  ["1 bar", "kPa", "100"],
  ["1 cal", "J", "4.184"],
  ["1 mL", "cm3", "1"],
  ["1 l", "dm^3", "1"],
  ["1 g", "kg", "0.001"],
  ["1 min", "s", "60"],
  ["1 Qs", "s", "1e30"],
  ["1 Rs", "s", "1e27"],
  ["1 Ys", "s", "1e24"],
  ["1 Zs", "s", "1e21"],
  ["1 Es", "s", "1e18"],
  ["1 Ps", "s", "1e15"],
  ["1 Ts", "s", "1e12"],
  ["1 Gs", "s", "1e9"],
  ["1 Ms", "s", "1e6"],
  ["1 ks", "s", "1e3"],
  ["1 hs", "s", "1e2"],
  ["1 das", "s", "1e1"],
  ["1 ds", "s", "1e-1"],
  ["1 cs", "s", "1e-2"],
  ["1 ms", "s", "1e-3"],
  ["1 us", "s", "1e-6"],
  ["1 ns", "s", "1e-9"],
  ["1 ps", "s", "1e-12"],
  ["1 fs", "s", "1e-15"],
  ["1 as", "s", "1e-18"],
  ["1 zs", "s", "1e-21"],
  ["1 ys", "s", "1e-24"],
  ["1 rs", "s", "1e-27"],
  ["1 qs", "s", "1e-30"],
  ["1 kWh", "J", "3600000"],
])("%s is judged against %s", async (answer, unit, value) => {
  const verdict = await scienceQuantity.verify({ text: `#${answer}` }, { value, unit }, {});
  expect(verdict.outcome).toBe("correct");
});

test("the reason says whether the unit is missing, of another dimension, or the value differs", async () => {
  const reasonOf = async (answer: string) =>
    (await scienceQuantity.verify({ text: `#${answer}` }, { value: "256", unit: "N" }, {})).reason;
  expect(await reasonOf("256")).toBe("different.no-unit");
  expect(await reasonOf("256 J")).toBe("different.dimension");
  expect(await reasonOf("25 N")).toBe("different.value");
  expect(await reasonOf("256 N")).toBe("equal.quantity");
});

test.each(["((((km^12)^12)^12)^12)^12", "Qm^12*Qm^12*Qm^12", `${"m*".repeat(500)}m`, "((((((m))))))"])(
  "the unit %s is refused before it grows",
  async (unit) => {
    const verdict = await scienceQuantity.verify({ text: `#1 ${unit}` }, { value: "1", unit: "m" }, {});
    expect(verdict).toMatchObject({ outcome: "incorrect", error: { class: "answer_parse" } });
  },
);
