export { evaluateArithmetic } from "./evaluate-arithmetic.ts";
export { falseEquations } from "./false-equations.ts";
export { type GeneratorSuite, testGenerator } from "./test-generator.ts";
