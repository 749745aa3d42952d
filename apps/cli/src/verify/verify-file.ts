import { GuruError, type JudgeItem, type Task } from "@guru/core";
import { type Pool, readJudgeRow, rowId, unreadableRow } from "@guru/verifiers";
import type { CommandContext } from "../command-context.ts";
import { exitCodes } from "../command-context.ts";
import { explain } from "./explain.ts";
import { openPool, type PoolSettings } from "./open-pool.ts";
import { type InputRow, readRows } from "./read-rows.ts";
import { createVerdictTable } from "./verdict-table.ts";
import { openVerdictFile, type VerdictFile, type VerdictLine } from "./verdict-file.ts";

/** What `guru verify` is to do. */
export interface VerifyFileOptions {
  readonly file: string;
  readonly out?: string;
  readonly resume: boolean;
  readonly limit?: number;
  /** The id of one row, or its number, to judge and explain instead of the whole file. */
  readonly explain?: string;
  readonly pool: PoolSettings;
}

const batchRows = 256;
/** Only the first bad rows are told one by one. */
const shownBadRows = 5;
const unreadable = "row.unreadable";

/** Judges the rows of a file. Every row gets a verdict: one that cannot be read is `unscored` and said so. */
export async function verifyFile(options: VerifyFileOptions, context: CommandContext): Promise<number> {
  const opened = await openPool(options.pool);
  const controller = new AbortController();
  const stopListening = context.onInterrupt(() => {
    controller.abort();
  });
  try {
    for (const note of opened.notes) context.terminal.printError(note);
    return options.explain === undefined
      ? await judgeAll(options, opened.pool, { context, signal: controller.signal })
      : await explainRow(options.explain, options.file, { pool: opened.pool, context });
  } finally {
    stopListening();
    await opened.close();
  }
}

async function judgeAll(
  options: VerifyFileOptions,
  pool: Pool,
  { context, signal }: { context: CommandContext; signal: AbortSignal },
): Promise<number> {
  const { terminal, clock } = context;
  const output = options.out === undefined ? undefined : await openVerdictFile(options.out, options.resume);
  const table = createVerdictTable();
  const startMs = clock();
  let judged = 0;
  let bad = 0;
  let lastReportMs = startMs;
  try {
    for await (const lines of judgedBatches(batches(options, output), pool, signal)) {
      if (signal.aborted) break;
      await output?.write(lines);
      judged += lines.length;
      for (const { row, verdict } of lines) {
        table.add(verdict);
        if (verdict.reason !== unreadable) continue;
        if (++bad <= shownBadRows)
          terminal.printError(`${options.file}:${row}: ${verdict.error?.message ?? ""}`);
      }
      if (clock() - lastReportMs > 2_000) {
        lastReportMs = clock();
        terminal.printError(`${judged} rows judged, ${perSecond(judged, clock() - startMs)}`);
      }
    }
  } finally {
    await output?.close();
  }
  if (bad > shownBadRows) terminal.printError(`and ${bad - shownBadRows} more rows that cannot be read`);
  const skipped = output === undefined || output.lastRow === 0 ? "" : ` behind row ${output.lastRow}`;
  terminal.print(...table.lines(), "", `${judged} rows${skipped}, ${perSecond(judged, clock() - startMs)}`);
  if (options.out !== undefined) terminal.print(`verdicts: ${options.out}`);
  if (!signal.aborted) return exitCodes.done;
  terminal.printError(options.out === undefined ? "interrupted" : "interrupted; go on with --resume");
  return exitCodes.interrupted;
}

/** Two batches are under way at a time, so that reading and writing cost no time. */
async function* judgedBatches(
  rows: AsyncIterable<readonly InputRow[]>,
  pool: Pool,
  signal: AbortSignal,
): AsyncGenerator<readonly VerdictLine[]> {
  let before: Promise<readonly VerdictLine[]> | undefined;
  for await (const batch of rows) {
    const current = judgeBatch(batch, pool, signal);
    if (before !== undefined) yield await before;
    before = current;
    if (signal.aborted) return;
  }
  if (before !== undefined) yield await before;
}

async function* batches(
  { file, limit = Number.POSITIVE_INFINITY }: VerifyFileOptions,
  output: VerdictFile | undefined,
): AsyncGenerator<readonly InputRow[]> {
  let batch: InputRow[] = [];
  let taken = 0;
  for await (const row of readRows(file)) {
    if (taken++ >= limit) break;
    if (row.row <= (output?.lastRow ?? 0)) continue;
    batch.push(row);
    if (batch.length < batchRows) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

async function judgeBatch(
  batch: readonly InputRow[],
  pool: Pool,
  signal: AbortSignal,
): Promise<readonly VerdictLine[]> {
  // Rows with one truth share one task, so that equal responses of a group are judged once.
  const tasks = new Map<string, Task>();
  const read = batch.map((row) => readInput(row, pool, tasks));
  const verdicts = await pool.judge(
    read.flatMap(({ item }) => (item === undefined ? [] : [item])),
    signal,
  );
  let next = 0;
  return read.map(({ row, id, item, problem }): VerdictLine => {
    const verdict = item === undefined ? undefined : verdicts[next++];
    return {
      row,
      ...(id === undefined ? {} : { id }),
      verdict: verdict ?? unreadableRow(problem ?? "no verdict came"),
    };
  });
}

interface ReadInput {
  readonly row: number;
  readonly id?: string;
  readonly item?: JudgeItem;
  readonly problem?: string;
}

function readInput({ row, value, problem }: InputRow, pool: Pool, tasks: Map<string, Task>): ReadInput {
  if (problem !== undefined) return { row, problem };
  const read = readJudgeRow(value, pool.registry);
  if (!read.ok) {
    const id = rowId(value);
    return { row, ...(id === undefined ? {} : { id }), problem: read.message };
  }
  const { id, item } = read.value;
  const key = `${item.task.verifier.name} ${item.task.id}`;
  const task = tasks.get(key) ?? item.task;
  tasks.set(key, task);
  return { row, ...(id === undefined ? {} : { id }), item: { ...item, task } };
}

async function explainRow(
  wanted: string,
  file: string,
  { pool, context }: { pool: Pool; context: CommandContext },
): Promise<number> {
  for await (const row of readRows(file)) {
    const input = readInput(row, pool, new Map());
    if (input.id !== wanted && String(row.row) !== wanted) continue;
    if (input.item === undefined) {
      context.terminal.printError(`${file}:${row.row}: ${input.problem ?? "no verdict came"}`);
      return exitCodes.failed;
    }
    const [verdict] = await pool.judge([input.item]);
    if (verdict !== undefined) context.terminal.print(...explain(input.item, verdict));
    return exitCodes.done;
  }
  throw new GuruError("verify_row", `${file} has no row with the id or number ${wanted}`);
}

function perSecond(rows: number, ms: number): string {
  return `${(ms / 1000).toFixed(1)} s, ${Math.round((1000 * rows) / Math.max(1, ms))} a second`;
}
