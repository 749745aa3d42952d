import type { Terminal } from "../terminal.ts";

/** Lines at the foot of the terminal that are drawn over; what is printed stays above them. */
export interface LiveDisplay {
  /** Shows these lines instead of the ones before. */
  draw(lines: readonly string[]): void;
  /** Removes the lines. */
  clear(): void;
}

const eraseToEnd = "\u001b[0J";

/** A live display with escape sequences every terminal knows. Draw nothing between two draws without a clear. */
export function createLiveDisplay(terminal: Terminal): LiveDisplay {
  let height = 0;
  const back = (): string => (height === 0 ? "" : `\u001b[${height}A\r`);
  return {
    draw: (lines) => {
      // A line that wraps would take more rows than are counted.
      const cut = lines.map((line) =>
        Array.from(line)
          .slice(0, terminal.columns - 1)
          .join(""),
      );
      terminal.write(back() + eraseToEnd + cut.map((line) => `${line}\n`).join(""));
      height = lines.length;
    },
    clear: () => {
      terminal.write(back() + (height === 0 ? "" : eraseToEnd));
      height = 0;
    },
  };
}
