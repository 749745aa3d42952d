import { createNativeEngine } from "../../src/native/native-engine.ts";
import { describeMemory, describeOps } from "../support/describe-engine.ts";
import { withCompiler } from "../support/with-compiler.ts";

// The native engine computes in single precision; the reference in double.
const tolerance = 2e-5;

withCompiler(() => {
  describeOps("native", () => createNativeEngine({ threads: 2 }), { tolerance });
  describeMemory("native", () => createNativeEngine({ threads: 2 }));

  // The 16-lane code of AVX-512, run on whatever this machine has.
  describeOps(
    "native 16-lane",
    () => createNativeEngine({ threads: 2, kernels: ["wide"], instructionSet: "wide" }),
    {
      tolerance,
    },
  );
});
