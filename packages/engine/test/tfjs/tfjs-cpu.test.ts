import { createTfjsEngine } from "../../src/index.ts";
import { describeMemory, describeOps } from "../support/describe-engine.ts";

describeOps("tfjs cpu", () => createTfjsEngine({ backend: "cpu" }), { tolerance: 3e-6 });
describeMemory("tfjs cpu", () => createTfjsEngine({ backend: "cpu" }));
