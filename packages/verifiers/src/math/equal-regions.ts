import { doubleOf, equalExpressions, type EqualityOptions, infinityOf } from "./equal-expressions.ts";
import type { Expression } from "./expression.ts";
import type { Region } from "./region.ts";
import { structureKey } from "./structure-key.ts";

/** Whether two regions hold the same numbers: they are asked at every end of either and between each two. */
export function equalRegions(a: Region, b: Region, options: EqualityOptions): boolean {
  if (!runsUpwards(a, options) || !runsUpwards(b, options)) return false;
  const ends = endsOf(a, endsOf(b, []));
  const places = new Map<string, number>();
  const sorted: { readonly value: number; readonly node: Expression }[] = [];
  for (const node of ends) {
    const value = endValue(node, options);
    if (value === undefined) return false;
    sorted.push({ value, node });
  }
  sorted.sort((left, right) => left.value - right.value);
  let place = 0;
  for (const [index, end] of sorted.entries()) {
    const before = sorted[index - 1];
    if (before !== undefined && !sameEnd(before, end, options)) place += 2;
    places.set(structureKey(end.node), place);
  }
  for (let at = -1; at <= place + 1; at++) if (holds(a, at, places) !== holds(b, at, places)) return false;
  return true;
}

/** `(8, 5)` is a point, and no interval. */
function runsUpwards(region: Region, options: EqualityOptions): boolean {
  if (region.kind === "join") return region.parts.every((part) => runsUpwards(part, options));
  if (region.kind === "points") return true;
  return (endValue(region.low, options) ?? 0) <= (endValue(region.high, options) ?? 0);
}

function sameEnd(
  a: { value: number; node: Expression },
  b: { value: number; node: Expression },
  options: EqualityOptions,
): boolean {
  if (a.value === b.value && !Number.isFinite(a.value)) return true;
  const near = Math.abs(a.value - b.value) <= 1e-6 * Math.max(1e-6, Math.abs(a.value));
  return near && equalExpressions(a.node, b.node, options);
}

function endValue(node: Expression, options: EqualityOptions): number | undefined {
  const infinite = infinityOf(node);
  if (infinite !== 0) return infinite * Infinity;
  const value = doubleOf(node, options);
  return value === undefined || Math.abs(value.im) > 1e-9 * Math.max(1, Math.abs(value.re))
    ? undefined
    : value.re;
}

function endsOf(region: Region, ends: Expression[]): Expression[] {
  switch (region.kind) {
    case "interval":
      ends.push(region.low, region.high);
      break;
    case "points":
      ends.push(...region.points);
      break;
    case "join":
      for (const part of region.parts) endsOf(part, ends);
  }
  return ends;
}

/** Whether a region holds a place: even places are ends, odd ones lie between. */
function holds(region: Region, at: number, places: ReadonlyMap<string, number>): boolean {
  switch (region.kind) {
    case "interval": {
      const low = places.get(structureKey(region.low)) ?? 0;
      const high = places.get(structureKey(region.high)) ?? 0;
      if (infinityOf(region.low) === 0 && region.lowIn && at === low && low <= high)
        return low < high || region.highIn;
      if (infinityOf(region.high) === 0 && region.highIn && at === high && low < high) return true;
      return at > low && at < high;
    }
    case "points":
      return region.points.some((point) => places.get(structureKey(point)) === at);
    case "join": {
      const [first, ...rest] = region.parts.map((part) => holds(part, at, places));
      if (region.operator === "∪") return first === true || rest.includes(true);
      if (region.operator === "∩") return first !== false && !rest.includes(false);
      return first === true && !rest.includes(true);
    }
  }
}
