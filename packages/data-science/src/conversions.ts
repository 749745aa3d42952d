/** A unit that prompts use in place of the SI unit: `from * n` of it are `to * n` of the SI unit. */
export interface Conversion {
  readonly unit: string;
  readonly from: number;
  readonly siUnit: string;
  readonly to: number;
}

/** The units that are converted, all to whole numbers. */
export const conversions: readonly Conversion[] = [
  { unit: "g", from: 1000, siUnit: "kg", to: 1 },
  { unit: "mA", from: 1000, siUnit: "A", to: 1 },
  { unit: "cm", from: 100, siUnit: "m", to: 1 },
  { unit: "km/h", from: 18, siUnit: "m/s", to: 5 },
  { unit: "min", from: 1, siUnit: "s", to: 60 },
  { unit: "kW", from: 1, siUnit: "W", to: 1000 },
];
