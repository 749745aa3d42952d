import { GuruError } from "@guru/core";
import { describe, test } from "vitest";
import { buildNative } from "../../src/native/build-native.ts";

/** Why the native engine cannot be built on this machine; undefined where it can, and is. */
const missing = await whatIsMissing();

/**
 * Declares tests of the native engine. Where there is no compiler for it one skipped test stands for them and says so; a
 * compiler that fails on our code is a failure.
 */
export function withCompiler(declareTests: () => void): void {
  describe("on a machine that can build the native engine", () => {
    if (missing === undefined) declareTests();
    else test.skip(missing);
  });
}

/** Building takes longer than a test may, so it happens while the tests are collected. */
async function whatIsMissing(): Promise<string | undefined> {
  try {
    await buildNative();
    return undefined;
  } catch (error) {
    if (GuruError.isInstance(error) && error.code === "engine_unsupported") return error.message;
    throw error;
  }
}
