import type { WorkCounter } from "../work-counter.ts";
import { plainScience } from "./plain-science.ts";
import { type NumberAt, readNumber, type WrittenNumber } from "./read-number.ts";
import { type Measure, readUnit } from "./read-unit.ts";

/** A number, or a range of two, with what stands behind it. */
export interface WrittenQuantity {
  readonly number: WrittenNumber;
  /** The upper end of a range. */
  readonly upTo?: WrittenNumber;
  /** Half the width of `± 0.1`. */
  readonly uncertainty?: WrittenNumber;
  /** The unit, read in each way it can be; empty where what follows the number is no unit. */
  readonly measures: readonly Measure[];
  /** What the number is said to be, such as `v` of `v = 5 m/s`; empty where nothing stands before it. */
  readonly name: string;
  /** What follows the number: a unit or other words; empty for a pure number. */
  readonly unit: string;
}

const about = /^(?:(?:about|approximately|approx\.?|around|roughly|nearly|exactly|≈|~|=|\bis) ?)+/i;
const currency = /^([+–-]?) ?(?:US)?([$€£¥₹]) ?(?=[\d.])/;
/** `v = `, `F_net ≈ `, `ΔH = `: the name of what the number says. */
const nameBefore = /^([\p{L}\p{M}_^{}()'|°\d\\ *→-]{1,60})[=≈:]/u;

/**
 * Reads a quantity that is all of a text: `v = 9.8\ \mathrm{m/s^2}`, `about 3–5 km`, `(5.2 ± 0.1) kg`, `25 °C`, `$1.2 million`, `12 electrons`. `undefined` where
 * the text is something else.
 */
export function readQuantity(source: string, work: WorkCounter): WrittenQuantity | undefined {
  const { name, text } = statedPart(plainScience(source).replace(/\.$/, ""), work);
  const money = currency.exec(text);
  const prefix = money?.[2];
  const start = money === null ? text : (money[1] ?? "") + text.slice(money[0].length);
  const bracketed = /^\(([^()]{1,80})\) ?/.exec(start);
  const body =
    bracketed === null ? start : `${bracketed[1] ?? ""} ${start.slice(bracketed[0].length)}`.trimEnd();
  const range = /^(?:between|from) /i.test(body) ? body.replace(/^(?:between|from) /i, "") : body;
  const first = readNumber(range, 0, work);
  if (first === undefined) return undefined;
  const { numbers, rest } = readSecond(range, first, work);
  const unit = prefix === undefined ? rest : [prefix, rest].filter((part) => part !== "").join(" ");
  return {
    ...numbers,
    name,
    unit,
    measures: readUnit(prefix === undefined || rest !== "" ? unit : prefix, work),
  };
}

/** The last part of `name = quantity`, without words such as `about`, and the names before it. */
function statedPart(source: string, work: WorkCounter): { name: string; text: string } {
  let text = source;
  const names: string[] = [];
  for (let round = 0; round < 4; round++) {
    work.take(text.length);
    const match = nameBefore.exec(text);
    if (match === null || /^ ?[\d+–.-]/.test(match[0])) break;
    names.push((match[1] ?? "").replace(/ $/, ""));
    text = text.slice(match[0].length).replace(/^ /, "");
  }
  const acidity = /^(?:a )?(pH) (?:of )?/.exec(text);
  if (acidity !== null) {
    names.push("pH");
    text = text.slice(acidity[0].length);
  }
  return { name: names.join(" = "), text: text.replace(about, "") };
}

/** What may join the ends of a range. A hyphen does so only beside a number or between spaces: `m s^-2` is a unit. */
const joints: readonly RegExp[] = [
  /^( ?[^\d–—]{0,24}?)(?: (?:to|and) )(?=[\d.$€£+-])/,
  /^( ?[^\d–—^]{0,24}?)(?: ?(?:–|—|\.\.\.?|…) ?)(?=[\d.$€£+-])/,
  /^()(?: ?- ?)(?=[\d.$€£])/,
  /^( ?[^\d–—^-]{0,24}?)(?: - )(?=[\d.$€£])/,
];

interface Numbers {
  number: WrittenNumber;
  upTo?: WrittenNumber;
  uncertainty?: WrittenNumber;
}

/** What follows the first number: `± 0.1`, `– 5` or `m to 5`, then the unit. */
function readSecond(text: string, first: NumberAt, work: WorkCounter): { numbers: Numbers; rest: string } {
  const rest = text.slice(first.end);
  const spread = /^ ?(?:±|\+\/-|\+-) ?/.exec(rest)?.[0];
  const joint = joints.map((pattern) => pattern.exec(rest)).find((match) => match !== null) ?? null;
  const from = first.end + (spread ?? joint?.[0] ?? "").length;
  const second = spread === undefined && joint === null ? undefined : readSecondNumber(text, from, work);
  if (second === undefined) return { numbers: { number: first.number }, rest: rest.replace(/^ /, "") };
  const behind = text.slice(second.end).replace(/^ /, "");
  if (spread !== undefined)
    return { numbers: { number: first.number, uncertainty: second.number }, rest: behind };
  const between = (joint?.[1] ?? "").trim();
  // `3 m to 5 m` has the unit twice; of two different ones nothing is made.
  const unit = between === "" || between === behind ? behind : `${between} … ${behind}`;
  return { numbers: { number: first.number, upTo: second.number }, rest: unit };
}

function readSecondNumber(text: string, from: number, work: WorkCounter): NumberAt | undefined {
  return readNumber(text, text[from] === "$" ? from + 1 : from, work);
}
