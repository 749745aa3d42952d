const openings = "([{";
const closings = ")]}";

/** Whether brackets are nested so deep in a group that is closed, outermost bracket included; closing brackets without partner are skipped. */
export function nestsBrackets(text: string, levels: number): boolean {
  const open: { kind: number; depth: number }[] = [];
  for (const unit of text.match(/[()[\]{}]/gu) ?? []) {
    const closing = closings.indexOf(unit);
    if (closing < 0) open.push({ kind: openings.indexOf(unit), depth: 1 });
    else if (open.at(-1)?.kind === closing) {
      const depth = open.pop()?.depth ?? 0;
      if (depth >= levels) return true;
      const outer = open.at(-1);
      if (outer !== undefined) outer.depth = Math.max(outer.depth, depth + 1);
    }
  }
  return false;
}

/** IFBench's rule: one bracket is closed after so many were open, and nothing was mismatched since the last reset. */
export function nestsBracketsPublished(text: string, levels: number): boolean {
  let open: number[] = [];
  let deepest = 0;
  for (const unit of text.match(/[()[\]{}]/gu) ?? []) {
    const closing = closings.indexOf(unit);
    if (closing < 0) {
      open.push(openings.indexOf(unit));
      deepest = Math.max(deepest, open.length);
    } else if (open.at(-1) === closing) {
      open.pop();
      if (deepest >= levels) return true;
    } else {
      open = [];
      deepest = 0;
    }
  }
  return false;
}

/** Whether double and single quotation marks, straight or curly, alternate so deep and are all closed. An apostrophe inside a word is no mark. */
export function nestsQuotes(text: string, levels: number): boolean {
  const open: { mark: string; depth: number }[] = [];
  for (const match of text.matchAll(/["'“”‘’]/gu)) {
    const mark = '"“”'.includes(match[0]) ? '"' : "'";
    const before = text.charAt(match.index - 1);
    const after = text.charAt(match.index + 1);
    const isInside = /[\p{L}\p{N}]/u.test(before) && /[\p{L}\p{N}]/u.test(after);
    if (mark === "'" && isInside) continue;
    const top = open.at(-1);
    if (top?.mark === mark) {
      if (/\s/u.test(before)) continue;
      open.pop();
      if (top.depth >= levels) return true;
      const outer = open.at(-1);
      if (outer !== undefined) outer.depth = Math.max(outer.depth, top.depth + 1);
    } else if (after !== "" && !/[\s.,;:!?]/u.test(after) && !/[\p{L}\p{N}]/u.test(before))
      open.push({ mark, depth: 1 });
  }
  return false;
}

/** IFBench's rule: every mark opens or closes, also an apostrophe, and so many levels were closed after the deepest. */
export function nestsQuotesPublished(text: string, levels: number): boolean {
  const open: string[] = [];
  let deepest = 0;
  for (const unit of text.match(/["']/gu) ?? []) {
    if (open.at(-1) === unit) {
      open.pop();
      if (deepest - open.length >= levels) return true;
    } else {
      open.push(unit);
      deepest = Math.max(deepest, open.length);
    }
  }
  return false;
}
