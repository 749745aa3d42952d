import { expect, test } from "vitest";
import { codeFlags } from "../../src/code/code-flags.ts";

test.each([
  ["lambda x: (x + 7) ** 2", []],
  ["lambda exits: exits + 1", []],
  ["lambda x: __import__('os')._exit(0)", [{ kind: "early_exit", evidence: "_exit at 27" }]],
  ["lambda x: type('A', (), {'__eq__': 1})", [{ kind: "tamper", evidence: "__eq__ at 26" }]],
  ["lambda x: open('/proc/self/maps')", [{ kind: "tamper", evidence: "/proc/ at 16" }]],
])("the flags of %j", (source, flags) => {
  expect(codeFlags(source)).toEqual(flags);
});
