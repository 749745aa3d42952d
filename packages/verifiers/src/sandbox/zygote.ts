import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { Socket } from "node:net";
import { z } from "zod";
import { messageOf } from "../message-of.ts";
import { createFrameDecoder, encodeFrame } from "./frames.ts";
import { patientTimer } from "./patient-timer.ts";
import type { ZygoteCommand } from "./zygote-command.ts";

const Greeting = z.strictObject({
  machine: z.string(),
  features: z.array(z.string()),
  problems: z.array(z.strictObject({ what: z.string(), advice: z.string() })),
});

/** What a fork server says of itself when it is ready. */
export type ZygoteGreeting = z.infer<typeof Greeting>;

/** One running fork server. It answers one request at a time. */
export interface Zygote {
  readonly greeting: ZygoteGreeting;
  readonly alive: boolean;
  /**
   * `sealed` follows the request and is left for a process that the fork server starts: it never reads that itself.
   * @throws ZygoteLostError when the process ends, or does not answer in time and is killed.
   */
  request(request: unknown, timeoutMs: number, sealed?: unknown): Promise<unknown>;
  /** Ends the process and whatever it runs, now. */
  kill(): void;
  /** Asks the process to end, kills it if it does not, and waits until it is gone. */
  close(): Promise<void>;
}

/** The fork server is gone; the request may be tried on another. */
export class ZygoteLostError extends Error {
  override readonly name = "ZygoteLostError";
}

const startTimeoutMs = 30_000;
const closeTimeoutMs = 1_000;

/** @throws ZygoteLostError when it does not start. */
export async function startZygote(command: ZygoteCommand): Promise<Zygote> {
  const child = spawn(command.file, command.arguments, {
    env: command.environment,
    cwd: "/",
    // A process group of its own: Ctrl-C in the terminal must not end it before its owner has finished.
    detached: true,
  });
  try {
    const messages = receiveMessages(child, command.scratch);
    unref(child);
    const greeting = Greeting.parse(await messages.next(startTimeoutMs));
    return {
      greeting,
      get alive() {
        return messages.end === undefined;
      },
      request: (request, timeoutMs, sealed) => {
        child.stdin.write(encodeFrame(request));
        if (sealed !== undefined) child.stdin.write(encodeFrame(sealed));
        return messages.next(timeoutMs);
      },
      kill: () => {
        messages.lose("it was killed");
      },
      close: async () => {
        // An idle fork server does not keep the program alive, but waiting for its end must.
        child.ref();
        child.stdin.end();
        const timer = setTimeout(() => {
          killGroup(child);
        }, closeTimeoutMs);
        await messages.ended;
        clearTimeout(timer);
      },
    };
  } catch (error) {
    killGroup(child);
    throw new ZygoteLostError(messageOf(error), { cause: error });
  }
}

interface Messages {
  next(timeoutMs: number): Promise<unknown>;
  /** Kills the process; whoever waits for a message, or asks for one later, is told why. */
  lose(why: string): void;
  /** Why there will be no more. */
  readonly end: ZygoteLostError | undefined;
  /** Resolves when the process is gone. */
  readonly ended: Promise<void>;
}

function receiveMessages(child: ChildProcessWithoutNullStreams, scratch: string | undefined): Messages {
  const { promise: ended, resolve: finish } = promiseWithResolvers();
  let end: ZygoteLostError | undefined;
  let waiting: { resolve: (value: unknown) => void; reject: (error: Error) => void } | undefined;
  const stderr = lastText(child);
  const lose = (why: string): void => {
    end ??= new ZygoteLostError([why, stderr()].filter(Boolean).join(": "));
    waiting?.reject(end);
    killGroup(child);
  };

  // First, since a process that could not be started has no streams.
  child.on("error", (error) => {
    lose(messageOf(error));
    finish();
  });
  const decode = createFrameDecoder((value) => waiting?.resolve(value));
  child.stdout.on("data", (piece: Buffer) => {
    try {
      decode(piece);
    } catch (error) {
      lose(`it sent no message: ${messageOf(error)}`);
    }
  });
  child.on("close", (code, signal) => {
    lose(`it ended with ${signal ?? `status ${code ?? "unknown"}`}`);
    // What it was compiling when it died.
    if (scratch !== undefined) rmSync(scratch, { recursive: true, force: true });
    finish();
  });
  // A broken pipe is told by the end of the process.
  child.stdin.on("error", () => undefined);

  return {
    ended,
    lose,
    get end() {
      return end;
    },
    next: async (timeoutMs) => {
      const stopTimer = patientTimer(timeoutMs, () => {
        lose(`it did not answer within ${timeoutMs} ms`);
      });
      try {
        return await new Promise((resolve, reject) => {
          if (end !== undefined) reject(end);
          else waiting = { resolve, reject };
        });
      } finally {
        stopTimer();
        waiting = undefined;
      }
    },
  };
}

/** The end of what the process says on its standard error. */
function lastText(child: ChildProcessWithoutNullStreams): () => string {
  const limit = 2_000;
  let text = "";
  child.stderr.on("data", (piece: Buffer) => {
    text = (text + piece.toString()).slice(-limit);
  });
  return () => text.trim();
}

/** An idle fork server does not keep Node alive, and ends with it; the timer of a pending answer does keep it. */
function unref(child: ChildProcessWithoutNullStreams): void {
  child.unref();
  for (const stream of [child.stdin, child.stdout, child.stderr]) {
    if (stream instanceof Socket) stream.unref();
  }
}

function killGroup(child: ChildProcessWithoutNullStreams): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // It ended in the meantime.
  }
}

function promiseWithResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
