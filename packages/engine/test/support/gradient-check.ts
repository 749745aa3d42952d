import { createRandom } from "@guru/core";
import { expect } from "vitest";
import {
  createParameter,
  createReferenceEngine,
  createTape,
  type Engine,
  type Parameter,
  type Tape,
  type Tensor,
} from "../../src/index.ts";

type Shapes = Readonly<Record<string, readonly number[]>>;

/**
 * Compares the tape's gradients with central differences of a fixed random combination of all outputs, in double
 * precision, for every element of every parameter.
 */
export async function checkGradients<S extends Shapes>(
  shapes: S,
  forward: (tape: Tape, parameters: { readonly [Name in keyof S]: Parameter }) => readonly Tensor[],
): Promise<void> {
  const engine = createReferenceEngine();
  const parameters = Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [
      name,
      createParameter(engine, name, shape, normal(shape, name)),
    ]),
  ) as { [Name in keyof S]: Parameter };
  const run = (tape: Tape): readonly Tensor[] => forward(tape, parameters);

  const tape = createTape(engine, { guard: true });
  tape.backward(
    run(tape).map((tensor, index) => ({ tensor, gradient: normal(tensor.shape, `seed ${String(index)}`) })),
  );
  await tape.checkFinite();
  tape.dispose();
  for (const parameter of Object.values(parameters)) {
    const numeric = await numericGradient(engine, parameter, () => loss(engine, run));
    const analytic = await engine.read(parameter.gradient.buffer);
    const scale = Math.max(1e-3, ...numeric.map(Math.abs));
    numeric.forEach((value, index) => {
      const error = Math.abs(value - (analytic[index] ?? NaN)) / scale;
      expect(
        error,
        `${parameter.name}[${String(index)}] by differences ${String(value)}, by the tape ${String(analytic[index])}`,
      ).toBeLessThan(1e-6);
    });
  }
}

/** Seeded normal draws in double precision. */
function normal(shape: readonly number[], name: string): Float64Array {
  const random = createRandom(3, name);
  return Float64Array.from({ length: shape.reduce((total, size) => total * size, 1) }, () => random.normal());
}

async function loss(engine: Engine, run: (tape: Tape) => readonly Tensor[]): Promise<number> {
  const tape = createTape(engine, { gradients: false });
  let total = 0;
  for (const [index, output] of run(tape).entries()) {
    const weights = normal(output.shape, `seed ${String(index)}`);
    const values = await engine.read(output.buffer);
    weights.forEach((weight, element) => (total += weight * (values[element] ?? NaN)));
  }
  tape.dispose();
  return total;
}

async function numericGradient(
  engine: Engine,
  parameter: Parameter,
  measure: () => Promise<number>,
): Promise<number[]> {
  const values = Float64Array.from(await engine.read(parameter.buffer));
  const step = 1e-5;
  const gradient: number[] = [];
  for (const [index, value] of values.entries()) {
    engine.write(parameter.buffer, Float64Array.of(value + step), index);
    const above = await measure();
    engine.write(parameter.buffer, Float64Array.of(value - step), index);
    const below = await measure();
    engine.write(parameter.buffer, Float64Array.of(value), index);
    gradient.push((above - below) / (2 * step));
  }
  return gradient;
}
