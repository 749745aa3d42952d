import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const main = fileURLToPath(new URL("../../src/main.ts", import.meta.url));

test("guru serve rewards answers until Ctrl-C, and then ends well", async () => {
  const child = spawn(
    process.execPath,
    [
      "--conditions=@guru/source",
      "--import",
      import.meta.resolve("tsx"),
      main,
      "serve",
      "rewards",
      "--port",
      "0",
    ],
    { env: { PATH: process.env["PATH"] } },
  );
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  const url = await new Promise<string>((resolve, reject) => {
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (part: string) => {
      output += part;
      const found = /rewards at (\S+),/.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.on("close", () => {
      reject(new Error(output));
    });
  });
  const reply = await fetch(`${url}/v1/verify`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ verifier: "math/number", truth: { value: "27" }, response: "#27" }),
  });
  expect(await reply.json()).toMatchObject({ verdict: { outcome: "correct" } });
  child.kill("SIGINT");
  expect(await ended).toBe(0);
});
