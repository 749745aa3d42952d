/** A piece of text as symbols, and how often it occurs. */
export interface CountedWord {
  symbols: number[];
  readonly count: number;
}

/** A pair of neighbouring symbols. */
interface Pair {
  readonly left: number;
  readonly right: number;
}

/** Counts of neighbouring symbols that follow the merges. */
export interface PairCounter {
  /** The pair with the highest count; of equals the one with the lower left, then right symbol. */
  mostFrequent(): (Pair & { readonly count: number }) | undefined;
  /** Replaces the pair by `merged` in every word, from the left. */
  merge(pair: Pair, merged: number): void;
}

interface Entry extends Pair {
  count: number;
  /** Words that held the pair at some time. */
  readonly words: Set<CountedWord>;
}

/** Counts the pairs of these words, which it then owns. */
export function countPairs(words: readonly CountedWord[]): PairCounter {
  const entries = new Map<string, Entry>();
  const add = (word: CountedWord, sign: 1 | -1): void => {
    for (let index = 0; index + 1 < word.symbols.length; index++) {
      const left = word.symbols[index] ?? 0;
      const right = word.symbols[index + 1] ?? 0;
      const key = `${left},${right}`;
      const entry = entries.get(key) ?? { left, right, count: 0, words: new Set<CountedWord>() };
      entry.count += sign * word.count;
      entry.words.add(word);
      entries.set(key, entry);
    }
  };
  for (const word of words) add(word, 1);
  return {
    mostFrequent: () => {
      let best: Entry | undefined;
      for (const entry of entries.values()) if (best === undefined || isBefore(entry, best)) best = entry;
      return best;
    },
    merge: (pair, merged) => {
      const key = `${pair.left},${pair.right}`;
      for (const word of entries.get(key)?.words ?? []) {
        add(word, -1);
        word.symbols = replacePair(word.symbols, pair, merged);
        add(word, 1);
      }
      entries.delete(key);
    },
  };
}

function isBefore(a: Entry, b: Entry): boolean {
  if (a.count !== b.count) return a.count > b.count;
  return a.left < b.left || (a.left === b.left && a.right < b.right);
}

function replacePair(symbols: readonly number[], pair: Pair, merged: number): number[] {
  const result: number[] = [];
  for (let index = 0; index < symbols.length; index++) {
    const isPair = symbols[index] === pair.left && symbols[index + 1] === pair.right;
    result.push(isPair ? merged : (symbols[index] ?? 0));
    if (isPair) index++;
  }
  return result;
}
