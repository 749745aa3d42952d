/** For each pair of neighbouring tokens that merges: its rank (lower first) and the token it becomes. */
export interface MergeTable {
  find(left: number, right: number): { readonly rank: number; readonly token: number } | undefined;
}

interface Candidate {
  readonly rank: number;
  /** Index of the left symbol. */
  readonly at: number;
  readonly left: number;
  readonly right: number;
  readonly token: number;
}

/**
 * Byte-pair encodes one piece: merges the pair of lowest rank, leftmost first, until none is left. A heap over a linked
 * list keeps long pieces at n log n.
 */
export function mergePairs(symbols: readonly number[], table: MergeTable): number[] {
  const tokens = [...symbols];
  const next = tokens.map((_, index) => index + 1);
  const previous = tokens.map((_, index) => index - 1);
  const heap: Candidate[] = [];
  const consider = (at: number): void => {
    const left = tokens[at];
    const right = tokens[next[at] ?? -1];
    if (left === undefined || right === undefined) return;
    const merge = table.find(left, right);
    if (merge !== undefined) push(heap, { rank: merge.rank, at, left, right, token: merge.token });
  };
  for (let at = 0; at + 1 < tokens.length; at++) consider(at);
  for (let best = pop(heap); best !== undefined; best = pop(heap)) {
    const partner = next[best.at] ?? tokens.length;
    // A neighbour has merged since this candidate was found.
    if (tokens[best.at] !== best.left || tokens[partner] !== best.right) continue;
    tokens[best.at] = best.token;
    tokens[partner] = gone;
    const after = next[partner] ?? tokens.length;
    next[best.at] = after;
    if (after < tokens.length) previous[after] = best.at;
    consider(previous[best.at] ?? -1);
    consider(best.at);
  }
  return tokens.filter((token) => token !== gone);
}

const gone = -1;

function comesFirst(a: Candidate, b: Candidate): boolean {
  return a.rank < b.rank || (a.rank === b.rank && a.at < b.at);
}

function push(heap: Candidate[], item: Candidate): void {
  let hole = heap.length;
  heap.push(item);
  while (hole > 0) {
    const parent = (hole - 1) >> 1;
    const above = heap[parent];
    if (above === undefined || comesFirst(above, item)) break;
    heap[hole] = above;
    hole = parent;
  }
  heap[hole] = item;
}

function pop(heap: Candidate[]): Candidate | undefined {
  const top = heap[0];
  const item = heap.pop();
  if (item === undefined || heap.length === 0) return top;
  let hole = 0;
  for (;;) {
    const [left, right] = [heap[2 * hole + 1], heap[2 * hole + 2]];
    if (left === undefined) break;
    const takeRight = right !== undefined && comesFirst(right, left);
    const child = takeRight ? right : left;
    if (comesFirst(item, child)) break;
    heap[hole] = child;
    hole = 2 * hole + (takeRight ? 2 : 1);
  }
  heap[hole] = item;
  return top;
}
