import { pythonFunction } from "@guru/data-code";
import type { Generator } from "@guru/data-kit";
import { ordering } from "@guru/data-logic";
import { arithmetic } from "@guru/data-math";
import { formula } from "@guru/data-science";
import { program } from "@guru/data-simulation";
import { cells } from "@guru/data-tabular";

/** The task generators of the six domains, in the order every table uses. */
export const generators: readonly Generator[] = [
  arithmetic,
  pythonFunction,
  formula,
  ordering,
  program,
  cells,
];
