export { ordering, orderingNames } from "./ordering.ts";
export { type OrderingKind, orderingLevels } from "./ordering-levels.ts";
