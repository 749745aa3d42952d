import type { Token } from "./tokens.ts";

/** A date as far as it is given. */
export interface PartialDate {
  readonly year?: number;
  readonly month?: number;
  readonly day?: number;
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const fullMonths =
  "january february march april may june july august september october november december".split(" ");
const weekday = /^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?$/;

/**
 * Reads a date with a month in words (`5 December 2011`, `Dec. 5th, 2011`, `December 2011`, `5 December`) or in numbers
 * (`2011-12-05`, `12/5/2011`, `5.12.2011`). Between slashes the month comes first, unless it could be none.
 */
export function readDate(tokens: readonly Token[]): PartialDate | undefined {
  if (tokens.length > 12) return undefined;
  const named = readNamedDate(tokens);
  return named ?? readNumberedDate(tokens);
}

/** Whether two dates give the same and as much. */
export function equalDates(a: PartialDate, b: PartialDate): boolean {
  return a.year === b.year && a.month === b.month && a.day === b.day;
}

type Part = { readonly kind: "month" | "day" | "year"; readonly value: number };

function readNamedDate(tokens: readonly Token[]): PartialDate | undefined {
  const start = weekday.test(tokens[0]?.text ?? "") ? 1 : 0;
  const parts: Part[] = [];
  for (const token of tokens.slice(start)) {
    if (isFiller(token)) continue;
    const part = readPart(token);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  const order = parts.map(({ kind }) => kind).join(" ");
  if (
    !/^(?:month year|year month|month day|day month|month day year|day month year|year month day)$/.test(
      order,
    )
  )
    return undefined;
  return checked(Object.fromEntries(parts.map(({ kind, value }) => [kind, value])));
}

function isFiller(token: Token): boolean {
  return /^(?:,|\.|-|of|the)$/.test(token.text) || (!token.apart && /^(?:st|nd|rd|th)$/.test(token.text));
}

function readPart(token: Token): Part | undefined {
  if (token.type === "number") {
    if (/^\d{4}$/.test(token.text)) return { kind: "year", value: Number(token.text) };
    return /^\d{1,2}$/.test(token.text) ? { kind: "day", value: Number(token.text) } : undefined;
  }
  const full = fullMonths.indexOf(token.text);
  const month = full >= 0 ? full : months.indexOf(token.text === "sept" ? "sep" : token.text);
  return month < 0 ? undefined : { kind: "month", value: month + 1 };
}

function readNumberedDate(tokens: readonly Token[]): PartialDate | undefined {
  const written = tokens.map(({ text, apart }, index) => (apart && index > 0 ? ` ${text}` : text)).join("");
  const iso = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(written);
  if (iso !== null) return checked({ year: Number(iso[1]), month: Number(iso[3]), day: Number(iso[4]) });
  const match = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/.exec(written);
  if (match === null) return undefined;
  const [first, second, year] = [Number(match[1]), Number(match[3]), Number(match[4])];
  const monthFirst = match[2] !== "." && first <= 12;
  return checked(monthFirst ? { year, month: first, day: second } : { year, month: second, day: first });
}

function checked(date: PartialDate): PartialDate | undefined {
  const { month = 1, day = 1 } = date;
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 ? date : undefined;
}
