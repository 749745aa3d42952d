// Runs the worker without a build: Node's --import does not reach worker threads, so tsx is registered here.
import { register } from "tsx/esm/api";

register();
await import("./pool-worker.ts");
