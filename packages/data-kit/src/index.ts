export type { BuildContext, DataBuilder, Source } from "./data-builder.ts";
export { defineGenerator, type GeneratorDefinition, type Question } from "./define-generator.ts";
export { drawTasks, type DrawTasksOptions } from "./draw-tasks.ts";
export type { Draw, Generator } from "./generator.ts";
export { generatorBuilder, type GeneratorOptions } from "./generator-builder.ts";
export {
  checkLevelTable,
  type LevelTable,
  pickFrom,
  pickKind,
  type QuestionKind,
  type Range,
} from "./level-table.ts";
export { productSteps, solvedProduct } from "./product-steps.ts";
export { heldOutShare, normalisePrompt, type Split, splitOf } from "./split.ts";
