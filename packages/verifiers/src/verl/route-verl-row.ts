import type { Json } from "@guru/core";
import { codeTruthFromVerl } from "../code/from-verl.ts";
import { ifbenchFromVerl, ifevalFromVerl, livebenchFromVerl } from "../instruction/from-verl.ts";
import {
  gridTruthFromVerl,
  graphTruthFromVerl,
  orderingTruthFromVerl,
  zebraTruthFromVerl,
} from "../logic/from-verl.ts";
import { mathAnswerFromVerl } from "../math/from-verl.ts";
import { type Parsed, parsed, preview, unreadable } from "../parsed.ts";
import {
  codeioInputFromVerl,
  codeioOutputFromVerl,
  codeioPredicted,
  cruxevalInputFromVerl,
  cruxevalOutputFromVerl,
} from "../simulation/from-verl.ts";
import { answerTruthFromVerl, choiceTruthFromVerl } from "../science/from-verl.ts";
import { tabularTruthFromVerl } from "../tabular/from-verl.ts";
import type { TruthFromVerl, VerlRow } from "./verl-row.ts";

/** Which verifier judges a row, and against what. */
export interface RoutedRow {
  readonly verifier: string;
  readonly truth: Json;
}

/** Where rows of a data source go. */
interface Route {
  /** The start of the data sources it takes. */
  readonly prefix: string;
  route(row: VerlRow): Parsed<RoutedRow>;
}

/** The longer prefix of two that fit stands first. */
const routes: readonly Route[] = [
  { prefix: "math", route: to("math/answer", mathAnswerFromVerl) },
  { prefix: "openai/gsm8k", route: to("math/answer", mathAnswerFromVerl) },
  { prefix: "lighteval/MATH", route: to("math/answer", mathAnswerFromVerl) },
  { prefix: "DigitalLearningGmbH/MATH-lighteval", route: to("math/answer", mathAnswerFromVerl) },
  { prefix: "HuggingFaceH4/MATH-500", route: to("math/answer", mathAnswerFromVerl) },
  { prefix: "aime", route: to("math/answer", mathAnswerFromVerl) },
  { prefix: "codegen", route: codeTruthFromVerl },
  { prefix: "simulation__codeio", route: routeCodeio },
  { prefix: "simulation__cruxeval-o", route: to("simulation/cruxeval-output", cruxevalOutputFromVerl) },
  { prefix: "simulation__cruxeval-i", route: to("simulation/cruxeval-input", cruxevalInputFromVerl) },
  { prefix: "simulation__arcagi", route: to("logic/grid", gridTruthFromVerl) },
  { prefix: "simulation__barc", route: to("logic/grid", gridTruthFromVerl) },
  { prefix: "logic__zebra_puzzle", route: to("logic/zebra", zebraTruthFromVerl) },
  { prefix: "logic__ordering_puzzle", route: to("logic/ordering", orderingTruthFromVerl) },
  { prefix: "logic__graph", route: to("logic/graph", graphTruthFromVerl) },
  { prefix: "logic__arcagi", route: to("logic/grid", gridTruthFromVerl) },
  { prefix: "table", route: to("tabular/answer", tabularTruthFromVerl) },
  { prefix: "stem__gpqa", route: to("science/choice", choiceTruthFromVerl) },
  { prefix: "stem__supergpqa", route: to("science/choice", choiceTruthFromVerl) },
  { prefix: "stem_web", route: to("science/answer", answerTruthFromVerl) },
  { prefix: "ood__ifeval", route: to("instruction/ifeval", ifevalFromVerl) },
  { prefix: "ood__ifbench", route: to("instruction/ifbench", ifbenchFromVerl) },
  { prefix: "ood__livebench", route: to("instruction/livebench", livebenchFromVerl) },
];

/** The verifier and truth of a row, chosen by its data source as GURU does. */
export function routeVerlRow(row: VerlRow): Parsed<RoutedRow> {
  const route = routes.find(({ prefix }) => row.dataSource.startsWith(prefix));
  if (route === undefined) {
    const known = routes.map(({ prefix }) => `${prefix}…`).join(", ");
    return unreadable(
      `no verifier judges the data source ${preview(row.dataSource)}; known are ${known}`,
      "config",
    );
  }
  return route.route(row);
}

function routeCodeio(row: VerlRow): Parsed<RoutedRow> {
  return codeioPredicted(row) === "input"
    ? to("simulation/codeio-input", codeioInputFromVerl)(row)
    : to("simulation/codeio-output", codeioOutputFromVerl)(row);
}

/** A verifier that judges every row of its sources. */
function to(verifier: string, truthOf: TruthFromVerl): Route["route"] {
  return (row) => {
    const truth = truthOf(row);
    return truth.ok ? parsed({ verifier, truth: truth.value }) : truth;
  };
}
