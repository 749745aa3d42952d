import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** A seeded stream of random numbers. The same seed and names give the same numbers on every machine. */
export interface Random {
  /** A float in [0, 1). */
  next(): number;
  /** An integer in [low, high], both ends included. */
  integer(low: number, high: number): number;
  /** One element of a non-empty list. */
  pick<T>(items: readonly T[]): T;
  /** A shuffled copy. */
  shuffle<T>(items: readonly T[]): T[];
  /** A standard normal draw. */
  normal(): number;
  /** An independent stream named by `path`; it does not depend on how much of this one was used. */
  fork(...path: readonly (string | number)[]): Random;
}

/** Opens the stream that belongs to a seed and a path of names, such as `createRandom(7, "rollout", step)`. */
export function createRandom(seed: number, ...path: readonly (string | number)[]): Random {
  const key = hashPath([seed, ...path]);
  const generator = xoroshiro128plus(key);
  const next = (): number => uniformFloat64(generator);
  const integer = (low: number, high: number): number => uniformInt(generator, low, high);
  return {
    next,
    integer,
    pick: (items) => {
      if (items.length === 0) throw new RangeError("pick needs a non-empty list");
      return items[integer(0, items.length - 1)] as (typeof items)[number];
    },
    shuffle: (items) => {
      const copy = [...items];
      for (let last = copy.length - 1; last > 0; last--) {
        const other = integer(0, last);
        [copy[last], copy[other]] = [
          copy[other] as (typeof items)[number],
          copy[last] as (typeof items)[number],
        ];
      }
      return copy;
    },
    // Box–Muller; 1 - u keeps the logarithm finite.
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    fork: (...names) => createRandom(seed, ...path, ...names),
  };
}

/** A 32-bit seed that belongs to a seed and a path of names. */
export function deriveSeed(seed: number, ...path: readonly (string | number)[]): number {
  return hashPath([seed, ...path]);
}

/** FNV-1a over the parts with separators, finished with MurmurHash3's mixer: cheap and the same everywhere. */
function hashPath(parts: readonly (string | number)[]): number {
  const text = JSON.stringify(parts);
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) | 0;
}
