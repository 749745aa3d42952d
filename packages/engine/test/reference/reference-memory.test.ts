import { createReferenceEngine } from "../../src/index.ts";
import { describeMemory } from "../support/describe-engine.ts";

describeMemory("reference", createReferenceEngine);
