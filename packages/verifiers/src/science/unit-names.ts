import { multiply, powerOf, powerOfTen, type Rational, rational } from "../numbers/rational.ts";
import { type Dimension, dimensionless, findPrefixed, findUnit, type Unit } from "./units.ts";

/** What is measured besides the SI quantities: each counts as a dimension of its own. */
export const otherQuantities = ["USD", "EUR", "GBP", "JPY", "INR", "decibel", "revolution"] as const;

/** A unit with the dimensions of `units.ts`, or of one of the other quantities. */
export interface NamedUnit extends Unit {
  readonly other?: (typeof otherQuantities)[number];
  /** What is added after scaling to kelvin, for a temperature that stands alone. */
  readonly offset?: Rational;
}

const length: Dimension = [1, 0, 0, 0, 0, 0, 0];
const mass: Dimension = [0, 1, 0, 0, 0, 0, 0];
const time: Dimension = [0, 0, 1, 0, 0, 0, 0];
const temperature: Dimension = [0, 0, 0, 0, 1, 0, 0];
const speed: Dimension = [1, 0, -1, 0, 0, 0, 0];
const force: Dimension = [1, 1, -2, 0, 0, 0, 0];
const pressure: Dimension = [-1, 1, -2, 0, 0, 0, 0];
const energy: Dimension = [2, 1, -2, 0, 0, 0, 0];
const powerDimension: Dimension = [2, 1, -3, 0, 0, 0, 0];
const volume: Dimension = [3, 0, 0, 0, 0, 0, 0];

/** A decimal as an exact fraction. */
function decimal(digits: string, exponent = 0): Rational {
  const [integer = "", decimals = ""] = digits.split(".");
  return multiply(rational(BigInt(integer + decimals)), powerOfTen(exponent - decimals.length));
}

const pi = decimal("3.14159265358979323846264338327950288419716939937510");
const degree = multiply(pi, rational(1n, 180n));

function unit(factor: Rational, dimension: Dimension, prefixable = false): NamedUnit {
  return { factor, dimension, prefixable };
}

function other(quantity: (typeof otherQuantities)[number], factor = rational(1n)): NamedUnit {
  return { factor, dimension: dimensionless, prefixable: false, other: quantity };
}

/** Symbols beside those of the SI table, case-sensitive. Factors are exact where the unit is defined so. */
const symbols: ReadonlyMap<string, NamedUnit> = new Map([
  ["%", unit(powerOfTen(-2), dimensionless)],
  ["‰", unit(powerOfTen(-3), dimensionless)],
  ["ppm", unit(powerOfTen(-6), dimensionless)],
  ["ppb", unit(powerOfTen(-9), dimensionless)],
  ["°", unit(degree, dimensionless)],
  ["deg", unit(degree, dimensionless)],
  ["°C", { ...unit(rational(1n), temperature), offset: decimal("273.15") }],
  ["°F", { ...unit(rational(5n, 9n), temperature), offset: rational(45_967n, 180n) }],
  ["°K", unit(rational(1n), temperature)],
  ["Å", unit(powerOfTen(-10), length)],
  ["\u212b", unit(powerOfTen(-10), length)],
  ["in", unit(decimal("0.0254"), length)],
  ["ft", unit(decimal("0.3048"), length)],
  ["yd", unit(decimal("0.9144"), length)],
  ["mi", unit(decimal("1609.344"), length)],
  ["nmi", unit(rational(1852n), length)],
  ["AU", unit(rational(149_597_870_700n), length)],
  ["au", unit(rational(149_597_870_700n), length)],
  ["ly", unit(rational(9_460_730_472_580_800n), length, true)],
  ["pc", unit(decimal("3.0856775814913673", 16), length, true)],
  ["lb", unit(decimal("0.45359237"), mass)],
  ["lbs", unit(decimal("0.45359237"), mass)],
  ["lbm", unit(decimal("0.45359237"), mass)],
  ["oz", unit(decimal("0.028349523125"), mass)],
  ["slug", unit(decimal("14.59390294"), mass)],
  ["amu", unit(decimal("1.66053906892", -27), mass)],
  ["u", unit(decimal("1.66053906892", -27), mass)],
  ["Da", unit(decimal("1.66053906892", -27), mass, true)],
  ["sec", unit(rational(1n), time)],
  ["hr", unit(rational(3600n), time)],
  ["hrs", unit(rational(3600n), time)],
  ["wk", unit(rational(604_800n), time)],
  ["yr", unit(rational(31_557_600n), time, true)],
  ["yrs", unit(rational(31_557_600n), time)],
  ["mph", unit(decimal("0.44704"), speed)],
  ["kph", unit(rational(5n, 18n), speed)],
  ["kmph", unit(rational(5n, 18n), speed)],
  ["kn", unit(rational(1852n, 3600n), speed)],
  ["lbf", unit(decimal("4.4482216152605"), force)],
  ["dyn", unit(powerOfTen(-5), force)],
  ["dyne", unit(powerOfTen(-5), force)],
  ["mmHg", unit(decimal("133.322387415"), pressure)],
  ["torr", unit(rational(101_325n, 760n), pressure)],
  ["Torr", unit(rational(101_325n, 760n), pressure, true)],
  ["psi", unit(decimal("6894.757293168"), pressure)],
  ["psia", unit(decimal("6894.757293168"), pressure)],
  ["Btu", unit(decimal("1055.05585262"), energy)],
  ["BTU", unit(decimal("1055.05585262"), energy)],
  ["erg", unit(powerOfTen(-7), energy)],
  ["Cal", unit(rational(4184n), energy)],
  ["hp", unit(decimal("745.69987158227022"), powerDimension)],
  ["gal", unit(decimal("0.003785411784"), volume)],
  ["cc", unit(powerOfTen(-6), volume)],
  ["M", unit(rational(1000n), [-3, 0, 0, 0, 0, 1, 0], true)],
  ["G", unit(powerOfTen(-4), [0, 1, -2, -1, 0, 0, 0], true)],
  ["Ci", unit(decimal("3.7", 10), [0, 0, -1, 0, 0, 0, 0], true)],
  ["VA", unit(rational(1n), powerDimension, true)],
  ["rev", other("revolution")],
  ["rpm", { ...other("revolution", rational(1n, 60n)), dimension: [0, 0, -1, 0, 0, 0, 0] }],
  ["dB", other("decibel")],
  ["$", other("USD")],
  ["USD", other("USD")],
  ["¢", other("USD", powerOfTen(-2))],
  ["€", other("EUR")],
  ["EUR", other("EUR")],
  ["£", other("GBP")],
  ["GBP", other("GBP")],
  ["¥", other("JPY")],
  ["JPY", other("JPY")],
  ["₹", other("INR")],
  ["INR", other("INR")],
]);

/** Names in lower case and the singular, for the symbol they stand for. Those of the second list take prefixes: `kilometre`. */
const names: ReadonlyMap<string, string> = namesOf(
  "percent:% pct:% degree:° degrees:° inch:in inches:in foot:ft feet:ft yard:yd mile:mi nautical-mile:nmi angstrom:Å ångström:Å " +
    "micron:µm light-year:ly lightyear:ly ounce:oz dalton:Da minute:min mins:min hour:h day:d week:wk year:yr knot:kn " +
    "atmosphere:atm hectare:ha tonne:t horsepower:hp gallon:gal molar:M celsius:°C centigrade:°C fahrenheit:°F " +
    "revolution:rev decibel:dB dollar:$ cent:¢ euro:€ rupee:₹ yen:¥ sec:s secs:s steradian:sr " +
    "kg:kg hz:Hz khz:kHz mhz:MHz ghz:GHz kpa:kPa mpa:MPa kj:kJ kw:kW kwh:kWh mev:MeV ev:eV ml:mL",
);
const prefixableNames: ReadonlyMap<string, string> = namesOf(
  "metre:m meter:m gram:g gramme:g second:s ampere:A amp:A kelvin:K mole:mol candela:cd radian:rad hertz:Hz newton:N pascal:Pa " +
    "joule:J watt:W coulomb:C volt:V farad:F ohm:Ω siemens:S weber:Wb tesla:T henry:H lumen:lm lux:lx becquerel:Bq gray:Gy " +
    "sievert:Sv katal:kat litre:L liter:L bar:bar calorie:cal electronvolt:eV electron-volt:eV parsec:pc curie:Ci gauss:G " +
    "watthour:Wh watt-hour:Wh",
);
const prefixNames = Object.entries({
  quetta: "Q",
  ronna: "R",
  yotta: "Y",
  zetta: "Z",
  exa: "E",
  peta: "P",
  tera: "T",
  giga: "G",
  mega: "M",
  kilo: "k",
  hecto: "h",
  deca: "da",
  deci: "d",
  centi: "c",
  milli: "m",
  micro: "µ",
  nano: "n",
  pico: "p",
  femto: "f",
  atto: "a",
});

/** The unit of a symbol or of a name: `km`, `kilometres`, `mmHg`, `degC`. */
export function findNamedUnit(symbol: string): NamedUnit | undefined {
  return (
    symbols.get(symbol) ?? findUnit(symbol) ?? findPrefixed(symbol, symbols) ?? byName(symbol.toLowerCase())
  );
}

function byName(name: string): NamedUnit | undefined {
  const singular = [name, name.replace(/s$/, ""), name.replace(/ies$/, "y"), name.replace(/es$/, "")];
  for (const one of singular) {
    const symbol = names.get(one) ?? prefixableNames.get(one) ?? prefixedSymbol(one);
    if (symbol !== undefined) return symbols.get(symbol) ?? findUnit(symbol) ?? findPrefixed(symbol, symbols);
  }
  return undefined;
}

function prefixedSymbol(name: string): string | undefined {
  for (const [prefix, letter] of prefixNames) {
    const base = name.startsWith(prefix) ? prefixableNames.get(name.slice(prefix.length)) : undefined;
    if (base !== undefined) return letter + base;
  }
  return undefined;
}

function namesOf(list: string): ReadonlyMap<string, string> {
  return new Map(list.split(" ").map((entry) => entry.split(":") as [string, string]));
}

/** A whole power of a unit, also of one with another quantity. */
export function powerOfUnit(base: NamedUnit, exponent: number): { factor: Rational; dimension: number[] } {
  const others = otherQuantities.map((quantity) => (base.other === quantity ? exponent : 0));
  return {
    factor: powerOf(base.factor, exponent),
    dimension: [...base.dimension.map((one) => one * exponent), ...others],
  };
}
