import { codeFunctional } from "./code/functional.ts";
import { codePytest } from "./code/pytest.ts";
import { codePythonFunction } from "./code/python-function.ts";
import { codeStdio } from "./code/stdio.ts";
import { instructionIfbench } from "./instruction/ifbench.ts";
import { instructionIfeval } from "./instruction/ifeval.ts";
import { instructionLivebench } from "./instruction/livebench/livebench.ts";
import { logicGraph } from "./logic/graph.ts";
import { logicGrid } from "./logic/grid.ts";
import { logicName } from "./logic/name.ts";
import { logicOrdering } from "./logic/ordering.ts";
import { logicZebra } from "./logic/zebra.ts";
import { mathAnswer } from "./math/answer.ts";
import { mathNumber } from "./math/number.ts";
import { createRegistry } from "./registry.ts";
import { scienceAnswer } from "./science/answer.ts";
import { scienceChoice } from "./science/choice.ts";
import { scienceQuantity } from "./science/quantity.ts";
import { simulationCodeioInput } from "./simulation/codeio-input.ts";
import { simulationCodeioOutput } from "./simulation/codeio-output.ts";
import { simulationCruxevalInput } from "./simulation/cruxeval-input.ts";
import { simulationCruxevalOutput } from "./simulation/cruxeval-output.ts";
import { simulationPythonValue } from "./simulation/python-value.ts";
import { tabularAnswer } from "./tabular/answer.ts";
import { tabularCell } from "./tabular/cell.ts";

/** Every verifier of this package. */
export const defaultRegistry = createRegistry([
  mathNumber,
  mathAnswer,
  codePythonFunction,
  codeFunctional,
  codeStdio,
  codePytest,
  scienceQuantity,
  scienceChoice,
  scienceAnswer,
  logicName,
  logicZebra,
  logicOrdering,
  logicGraph,
  logicGrid,
  simulationPythonValue,
  simulationCodeioOutput,
  simulationCodeioInput,
  simulationCruxevalOutput,
  simulationCruxevalInput,
  tabularCell,
  tabularAnswer,
  instructionIfeval,
  instructionIfbench,
  instructionLivebench,
]);
