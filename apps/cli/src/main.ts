#!/usr/bin/env node
import { createProcessContext } from "./process-context.ts";
import { runCli } from "./run-cli.ts";

// Waiting for something that does not hold the event loop, such as an idle child process, must not end this one halfway.
const alive = setInterval(() => undefined, 60_000);
process.exitCode = await runCli(process.argv.slice(2), createProcessContext());
clearInterval(alive);
