import { Verdict } from "@guru/core";
import { JudgeRow } from "@guru/verifiers";
import { z } from "zod";

/** More rows than this in one request are refused: split them. */
const maximumItems = 4096;

/** One row, or many. A row that cannot be read costs only itself: its verdict is `unscored`. */
export const VerifyRequest = z
  .looseObject({ items: z.array(z.unknown()).min(1).max(maximumItems).optional() })
  .meta({ id: "VerifyRequest", description: "A row, or `{ items: [row, …] }`; see Row." });

/** What a row may be; shown in the API's description. */
export const Row = JudgeRow.meta({
  id: "Row",
  description:
    "Ours (`verifier`, `truth`, `response`) or verl's (`data_source`, `ground_truth`, `response`).",
});

/** The verdict of one row, with the row's id where it has one. */
export const RowVerdict = z
  .object({ id: z.string().optional(), verdict: Verdict })
  .meta({ id: "RowVerdict" });
export type RowVerdict = z.infer<typeof RowVerdict>;

/** One verdict for one row, or one a row in the rows' order. */
export const VerifyReply = z
  .union([RowVerdict, z.object({ results: z.array(RowVerdict) })])
  .meta({ id: "VerifyReply" });

/** What every refused or failed request gets. */
export const ErrorReply = z
  .object({ error: z.object({ code: z.string(), message: z.string() }) })
  .meta({ id: "ErrorReply" });

/** The verifiers of a server. */
export const VerifierList = z
  .object({
    verifiers: z.array(
      z.object({
        name: z.string(),
        version: z.string(),
        domain: z.string().optional(),
        modes: z.array(z.string()),
        /** What it works with outside the process: `sandbox`, `grader`. */
        uses: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: "VerifierList" });
