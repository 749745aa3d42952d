import { expect, test } from "vitest";
import { engines, nativeUnavailable } from "./support/engines.ts";

const reason = nativeUnavailable === undefined ? "" : ` (skipped: ${nativeUnavailable.split("\n")[0] ?? ""})`;

test.skipIf(nativeUnavailable !== undefined)(`models are tested on the native engine${reason}`, () => {
  expect(engines.map(({ name }) => name)).toContain("native");
});
