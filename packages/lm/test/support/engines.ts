import { createReferenceEngine, type Engine } from "@guru/engine";

/** The engines that the model is tested on. */
export const engines: readonly { readonly name: string; readonly create: () => Promise<Engine> }[] = [
  { name: "reference", create: () => Promise.resolve(createReferenceEngine()) },
];
