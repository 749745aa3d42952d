import { GuruError } from "@guru/core";
import { createNativeEngine, createReferenceEngine, type Engine } from "@guru/engine";

/** An engine that models are tested on. */
interface TestedEngine {
  readonly name: string;
  readonly create: () => Promise<Engine>;
}

const reference: TestedEngine = { name: "reference", create: () => Promise.resolve(createReferenceEngine()) };
const native: TestedEngine = { name: "native", create: () => createNativeEngine({ threads: 2 }) };

/** Why the native engine is not among the tested ones, or undefined when it is. */
export const nativeUnavailable = await whyUnavailable(native);

/** The engines that models are tested on: the oracle, and the native one where it can be compiled. */
export const engines: readonly TestedEngine[] =
  nativeUnavailable === undefined ? [reference, native] : [reference];

/** The first use compiles, which takes too long for a test's time limit, so it happens while the tests are collected. */
async function whyUnavailable({ create }: TestedEngine): Promise<string | undefined> {
  try {
    await (await create()).dispose();
    return undefined;
  } catch (error) {
    if (GuruError.isInstance(error) && error.code === "engine_unsupported") return error.message;
    throw error;
  }
}
