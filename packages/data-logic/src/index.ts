export { allowedOrders, type Clue } from "./clue.ts";
export { ordering, orderingNames } from "./ordering.ts";
export { type OrderingKind, orderingLevels } from "./ordering-levels.ts";
