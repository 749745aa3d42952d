/** A quantity as a formula names it. */
export interface Quantity {
  readonly symbol: string;
  /** SI unit as prompts and answers write it. */
  readonly unit: string;
}

/** `result = left * right`, the shape of all one-step formulas here. */
export interface ProductFormula {
  readonly result: Quantity;
  readonly left: Quantity;
  readonly right: Quantity;
}

const mass: Quantity = { symbol: "m", unit: "kg" };
const acceleration: Quantity = { symbol: "a", unit: "m/s2" };
const force: Quantity = { symbol: "F", unit: "N" };
const distance: Quantity = { symbol: "s", unit: "m" };
const energy: Quantity = { symbol: "E", unit: "J" };
const work: Quantity = { symbol: "W", unit: "J" };
const power: Quantity = { symbol: "P", unit: "W" };
const voltage: Quantity = { symbol: "U", unit: "V" };
const current: Quantity = { symbol: "I", unit: "A" };
const resistance: Quantity = { symbol: "R", unit: "ohm" };
const charge: Quantity = { symbol: "Q", unit: "C" };
const time: Quantity = { symbol: "t", unit: "s" };
const speed: Quantity = { symbol: "v", unit: "m/s" };
const startSpeed: Quantity = { symbol: "u", unit: "m/s" };

/** The one-step formulas: mechanics and electricity of a first physics course. */
export const productFormulas: readonly ProductFormula[] = [
  { result: force, left: mass, right: acceleration },
  { result: work, left: force, right: distance },
  { result: distance, left: speed, right: time },
  { result: speed, left: acceleration, right: time },
  { result: energy, left: power, right: time },
  { result: power, left: voltage, right: current },
  { result: voltage, left: resistance, right: current },
  { result: charge, left: current, right: time },
];

/** A formula of two steps; each step is written with the symbols of the formula before it is computed. */
export type ChainFormula =
  /** `inner = first * second`, `result = inner * third`. */
  | {
      readonly shape: "product";
      readonly result: Quantity;
      readonly inner: Quantity;
      readonly given: readonly [Quantity, Quantity, Quantity];
    }
  /** `result = first + second * third`. */
  | {
      readonly shape: "sum";
      readonly result: Quantity;
      readonly given: readonly [Quantity, Quantity, Quantity];
    }
  /** `result = factor * squared^2`, halved where `half` says so. */
  | {
      readonly shape: "square";
      readonly result: Quantity;
      readonly given: readonly [factor: Quantity, squared: Quantity];
      readonly half: boolean;
    };

/** The two-step formulas. */
export const chainFormulas: readonly ChainFormula[] = [
  { shape: "product", result: work, inner: force, given: [mass, acceleration, distance] },
  { shape: "product", result: energy, inner: power, given: [voltage, current, time] },
  { shape: "sum", result: speed, given: [startSpeed, acceleration, time] },
  { shape: "square", result: power, given: [resistance, current], half: false },
  { shape: "square", result: energy, given: [mass, speed], half: true },
];
