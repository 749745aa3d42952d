import { createTfjsEngine } from "../../src/index.ts";
import { describeMemory, describeOps, describeTraining } from "../support/describe-engine.ts";

describeOps("tfjs cpu", () => createTfjsEngine({ backend: "cpu" }), { tolerance: 1e-5 });
describeMemory("tfjs cpu", () => createTfjsEngine({ backend: "cpu" }));
describeTraining("tfjs cpu", () => createTfjsEngine({ backend: "cpu" }), { tolerance: 1e-4 });
