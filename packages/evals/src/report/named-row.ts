import type { DomainSummary, RunSummary } from "../run-summary.ts";

/** A row of a table or chart: a domain, or the mean over all. */
export interface NamedRow {
  readonly name: string;
  readonly row: DomainSummary;
}

/** The domains in their order, then the mean. */
export function namedRows({ domains, overall }: RunSummary): NamedRow[] {
  return [...domains.map((row) => ({ name: row.domain, row })), { name: "mean", row: overall }];
}
