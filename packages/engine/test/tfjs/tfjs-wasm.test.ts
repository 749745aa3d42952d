import { createTfjsEngine } from "../../src/index.ts";
import { describeMemory, describeOps, describeTraining } from "../support/describe-engine.ts";

describeOps("tfjs wasm", () => createTfjsEngine({ backend: "wasm" }), { tolerance: 1e-5 });
describeMemory("tfjs wasm", () => createTfjsEngine({ backend: "wasm" }));
describeTraining("tfjs wasm", () => createTfjsEngine({ backend: "wasm" }), { tolerance: 1e-4 });
