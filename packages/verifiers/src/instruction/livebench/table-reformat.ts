import { findFenced } from "../../extraction/find-fenced.ts";
import { findTagged } from "../../extraction/find-tagged.ts";
import { equalTables, readTable, type Table, type TableFormat } from "./tables.ts";
import { type LivebenchTask, whole } from "./task.ts";

const findSolution = findTagged("solution");

/** A table in another format. GURU's scorer never gets to this task, and so every answer has 0 in `published`. */
export function tableReformat(format: TableFormat): LivebenchTask {
  return {
    checkAnswer: (answer) =>
      readTable(answer, format) === undefined ? `it is no table in ${format}` : undefined,
    strict: (text, answer) => {
      const [gold, given] = [readTable(answer, format), lastTable(text, format)];
      if (gold === undefined || given === undefined) return whole(false, `no table in ${format}`);
      return whole(equalTables(given, gold), "another table");
    },
    published: () => whole(false, "GURU never scores this task"),
  };
}

function lastTable(text: string, format: TableFormat): Table | undefined {
  const solution = findSolution(text, 0, text.length).at(-1)?.text ?? text;
  const fenced = findFenced(solution, 0, solution.length).at(-1)?.text;
  return readTable((fenced ?? withoutIntroduction(solution, format)).trim(), format);
}

/** From the first line that can belong to such a table. */
function withoutIntroduction(text: string, format: TableFormat): string {
  const begins: Readonly<Record<TableFormat, RegExp>> = {
    json: /^[ \t]*[[{]/mu,
    jsonl: /^[ \t]*\{/mu,
    csv: /^[^\n,]*,[^\n]*$/mu,
    tsv: /^[^\n\t]*\t[^\n]*$/mu,
    markdown: /^[ \t]*\|/mu,
    html: /<table/iu,
  };
  const start = text.search(begins[format]);
  return start < 0 ? text : text.slice(start);
}
