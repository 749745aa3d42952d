import { join } from "node:path";
import { expect, test } from "vitest";
import { runReadmeExample } from "@guru/vitest-config/readme";

test("the README example prints what it promises", () => {
  const { printed, promised } = runReadmeExample(join(import.meta.dirname, ".."));
  expect(printed).toEqual(promised);
});
