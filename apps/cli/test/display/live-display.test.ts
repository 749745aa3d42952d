import fc from "fast-check";
import { expect, test } from "vitest";
import { createLiveDisplay } from "../../src/display/live-display.ts";
import { sparkline } from "../../src/display/sparkline.ts";
import { wrapText } from "../../src/display/wrap-text.ts";
import { createTestContext } from "../support/test-context.ts";

const escape = "\u001b";
const piece = new RegExp(`${escape}\\[\\d+[AJ]|\\n|\\r|[^\\n\\r${escape}]+`, "g");

/** What a terminal shows after these writes: lines, cursor movements and erasing, as far as the display uses them. */
function shown(writes: readonly string[]): string[] {
  let lines: string[] = [];
  let row = 0;
  for (const part of writes.join("").match(piece) ?? []) {
    if (part.startsWith(escape) && part.endsWith("A")) row -= Number(part.slice(2, -1));
    else if (part === `${escape}[0J`) lines = lines.slice(0, row);
    else if (part === "\n") row++;
    else if (part !== "\r") lines[row] = part;
  }
  return lines;
}

test("each drawing replaces the one before, however many lines it had", () => {
  const frame = fc.array(fc.stringMatching(/^[a-z]{1,120}$/), { maxLength: 6 });
  fc.assert(
    fc.property(fc.array(frame, { minLength: 1 }), (frames) => {
      const context = createTestContext();
      const live = createLiveDisplay(context.terminal);
      for (const lines of frames) live.draw(lines);
      expect(shown(context.printed)).toEqual(frames.at(-1)?.map((line) => line.slice(0, 79)));
      live.clear();
      expect(shown(context.printed)).toEqual([]);
    }),
  );
});

test("a sparkline spans the range of its values", () => {
  expect(sparkline([], 10)).toBe("");
  expect(sparkline([1, 1, 1], 10)).toBe("▄▄▄");
  expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7], 10)).toBe("▁▂▃▄▅▆▇█");
  expect(sparkline([0, 0, 7, 7], 2)).toBe("▁█");
});

test("text is wrapped at spaces and loses nothing", () => {
  const text = fc.array(fc.stringMatching(/^[a-z]{1,12}$/)).map((words) => words.join(" "));
  fc.assert(
    fc.property(text, fc.integer({ min: 12, max: 40 }), (value, width) => {
      const lines = wrapText(value, width);
      expect(lines.join(" ")).toBe(value);
      expect(lines.filter((line) => line.length > width)).toEqual([]);
    }),
  );
});
