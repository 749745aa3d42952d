import { codePythonFunction } from "./code/python-function.ts";
import { logicName } from "./logic/name.ts";
import { mathNumber } from "./math/number.ts";
import { createRegistry } from "./registry.ts";
import { scienceQuantity } from "./science/quantity.ts";
import { simulationPythonValue } from "./simulation/python-value.ts";
import { tabularCell } from "./tabular/cell.ts";

/** Every verifier of this package. */
export const defaultRegistry = createRegistry([
  mathNumber,
  codePythonFunction,
  scienceQuantity,
  logicName,
  simulationPythonValue,
  tabularCell,
]);
