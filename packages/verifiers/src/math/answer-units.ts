/** What a unit measures, as exponents of base dimensions, and its exact size in them. */
interface UnitMeaning {
  readonly dimension: string;
  readonly factor: readonly [bigint, bigint];
}

const table: Readonly<Record<string, readonly [dimension: string, numerator: number, denominator: number]>> =
  {
    "m meter meters metre metres": ["length", 1, 1],
    "cm centimeter centimeters centimetre centimetres": ["length", 1, 100],
    "mm millimeter millimeters millimetre millimetres": ["length", 1, 1000],
    "km kilometer kilometers kilometre kilometres": ["length", 1000, 1],
    "in inch inches": ["length", 254, 10_000],
    "ft foot feet": ["length", 3048, 10_000],
    "yd yard yards": ["length", 9144, 10_000],
    "mi mile miles": ["length", 1_609_344, 1000],
    "s sec secs second seconds": ["time", 1, 1],
    "min mins minute minutes": ["time", 60, 1],
    "h hr hrs hour hours": ["time", 3600, 1],
    "day days": ["time", 86_400, 1],
    "week weeks": ["time", 604_800, 1],
    "month months": ["month", 1, 1],
    "year years yr yrs": ["month", 12, 1],
    "g gram grams": ["mass", 1, 1],
    "kg kilogram kilograms": ["mass", 1000, 1],
    "mg milligram milligrams": ["mass", 1, 1000],
    "lb lbs pound pounds": ["pound", 16, 1],
    "oz ounce ounces": ["pound", 1, 1],
    "ton tons": ["ton", 1, 1],
    "l liter liters litre litres": ["litre", 1, 1],
    "ml milliliter milliliters millilitre millilitres": ["litre", 1, 1000],
    "gallon gallons": ["gallon", 4, 1],
    "quart quarts": ["gallon", 1, 1],
    "dollar dollars usd $": ["dollar", 1, 1],
    "cent cents ¢": ["dollar", 1, 100],
    "euro euros eur €": ["euro", 1, 1],
    "pounds-sterling gbp £": ["sterling", 1, 1],
    "yuan rmb": ["yuan", 1, 1],
    mph: ["mph", 1, 1],
    "radian radians rad": ["angle", 1, 1],
    "acre acres": ["acre", 1, 1],
    "newton newtons n": ["newton", 1, 1],
    "joule joules j": ["joule", 1, 1],
    "watt watts w": ["watt", 1, 1],
    "volt volts v": ["volt", 1, 1],
    "hz hertz": ["hertz", 1, 1],
  };

const units = new Map<string, UnitMeaning>(
  Object.entries(table).flatMap(([names, [dimension, numerator, denominator]]) =>
    names
      .split(" ")
      .map((name) => [name, { dimension, factor: [BigInt(numerator), BigInt(denominator)] }] as const),
  ),
);

const powers: Readonly<Record<string, number>> = { square: 2, sq: 2, "sq.": 2, cubic: 3, cu: 3 };

/** Whether a word is a unit by itself. */
export function isUnitWord(word: string): boolean {
  return units.has(word.toLowerCase());
}

/** One spelling for units that mean the same: `square centimeters` and `cm^2` are `length^2·1/10000`, unknown words stay. */
export function unitMeaning(phrase: string): UnitMeaning | undefined {
  let dimension = "";
  let numerator = 1n;
  let denominator = 1n;
  let power = 1;
  let below = false;
  for (const part of phrase.toLowerCase().split(" ")) {
    const written = powers[part];
    if (written !== undefined) {
      power = written;
      continue;
    }
    if (part === "per" || part === "/") {
      below = true;
      continue;
    }
    const [name = "", exponent = "1"] = part.split("^");
    const meaning = units.get(name);
    const count = power * Number(exponent);
    if (meaning === undefined || !Number.isInteger(count) || count < 1 || count > 4) return undefined;
    const [top, bottom] = below ? [meaning.factor[1], meaning.factor[0]] : meaning.factor;
    numerator *= top ** BigInt(count);
    denominator *= bottom ** BigInt(count);
    dimension += ` ${below ? "/" : ""}${meaning.dimension}^${count}`;
    power = 1;
  }
  return dimension === "" ? undefined : { dimension, factor: [numerator, denominator] };
}

/** Units that name nothing, such as `square units`. */
export function isVagueUnit(phrase: string): boolean {
  return /^(?:(?:sq\.?|square|cubic) )?units?(?:\^[23])?$/.test(phrase.toLowerCase());
}
