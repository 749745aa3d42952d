import { expect, test } from "vitest";
import { parsePrototype } from "../src/engine/prototype.ts";

const printed = `threads 2 params 1.114M  tokens 4096  FLOP fwd/token 2.294M  step 28.19 GFLOP
fwd+bwd med 80.00 ms best 78.00 ms (352.3 / 361.4 GFLOP/s)  cpu-time per step 160.50 ms (175.6 GFLOP/s per cpu-s)  adamw+repack 1.92 ms  fwd-only 25.00 ms  tok/s train 50000  loss now 6.2000
breakdown(thread time): gemm fwd/dX 50.0% dW 20.0% attention 20.0% elementwise 5.0% loss 5.0%
decode n=64: 0.700 ms/step -> 91428 tok/s (cpu-time based 95000 tok/s at 100% of 2 cores)
decode n=256: 2.400 ms/step -> 106667 tok/s (cpu-time based 128000 tok/s at 100% of 2 cores)
   dec breakdown t0: gemm+elt 1.0 attn 0.5 sample 0.2 ms/step
`;

test("the prototype's figures become times of one step", () => {
  expect(parsePrototype(printed, 2)).toEqual({
    train: { wallMs: 81.92, cpuMs: 160.5 },
    decode: { wallMs: 2.4, cpuMs: 4 },
  });
});

test("another program's output is an error that shows it", () => {
  expect(() => parsePrototype("hello\n", 2)).toThrow("the prototype printed no training speed:\nhello");
});
