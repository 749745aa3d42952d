/**
 * The contents of bold spans as Python's `(\*{2,})(.*?)\1` finds them: between as many asterisks as possible, at least two, and the
 * next place on the line with as many.
 */
export function boldSpans(text: string): string[] {
  return text.split("\n").flatMap(spansOfLine);
}

function spansOfLine(line: string): string[] {
  const spans: string[] = [];
  const runs = [...line.matchAll(/\*{2,}/gu)].map((run) => ({
    start: run.index,
    end: run.index + run[0].length,
  }));
  const longest = longestFrom(runs.map(({ start, end }) => end - start));
  let from = 0;
  runs.forEach((run, index) => {
    let start = Math.max(from, run.start);
    while (run.end - start >= 2) {
      const length = run.end - start;
      // A run can pair with itself, around nothing.
      const marks = Math.max(Math.min(length, longest[index + 1] ?? 0), Math.floor(length / 2));
      if (marks < 2) break;
      const end = line.indexOf("*".repeat(marks), start + marks);
      if (end < 0) break;
      spans.push(line.slice(start + marks, end));
      from = end + marks;
      start = from;
    }
  });
  return spans;
}

/** At each place the greatest number from there on. */
function longestFrom(lengths: readonly number[]): number[] {
  const longest = [...lengths];
  for (let at = longest.length - 2; at >= 0; at--)
    longest[at] = Math.max(longest[at] ?? 0, longest[at + 1] ?? 0);
  return longest;
}
