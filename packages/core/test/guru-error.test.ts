import { expect, test } from "vitest";
import { GuruError } from "../src/index.ts";

test("carries its code, message and cause", () => {
  const cause = new Error("disk full");
  const error = new GuruError("storage", "cannot write", { cause });
  expect(error).toMatchObject({ name: "GuruError", code: "storage", message: "cannot write", cause });
});

test("is known also when another copy of the package made it", () => {
  const foreign = Object.assign(new Error("x"), { name: "GuruError", code: "storage" });
  expect(GuruError.isInstance(foreign)).toBe(true);
  expect(GuruError.isInstance(new GuruError("a", "b"))).toBe(true);
});

test.each([
  new Error("x"),
  Object.assign(new Error("x"), { code: "ENOENT" }),
  { name: "GuruError", code: "a" },
  undefined,
])("is not mistaken for %o", (value) => {
  expect(GuruError.isInstance(value)).toBe(false);
});
