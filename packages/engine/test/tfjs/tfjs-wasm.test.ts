import { createTfjsEngine } from "../../src/index.ts";
import { describeMemory, describeOps } from "../support/describe-engine.ts";

describeOps("tfjs wasm", () => createTfjsEngine({ backend: "wasm" }), { tolerance: 3e-6 });
describeMemory("tfjs wasm", () => createTfjsEngine({ backend: "wasm" }));
