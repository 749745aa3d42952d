import type { ChatMessage } from "@guru/core";
import OpenAI, { APIError } from "openai";
import { messageOf } from "../message-of.ts";
import type { ModelGraderSettings } from "./grader-settings.ts";

/** Why an attempt gave no reply. */
export class AttemptError extends Error {
  override readonly name = "AttemptError";
  /** Whether the same request may succeed later. */
  readonly mayPass: boolean;
  /** How long the server asks to wait. */
  readonly retryAfterMs: number | undefined;

  constructor(
    message: string,
    options: { mayPass: boolean; retryAfterMs?: number | undefined; cause?: unknown },
  ) {
    super(message, { cause: options.cause });
    this.mayPass = options.mayPass;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** What a model is sent. */
export interface Chat {
  readonly messages: readonly ChatMessage[];
  /** Fields of the request besides the usual ones. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** One model behind an OpenAI-compatible server. */
export interface ChatEndpoint {
  readonly url: string;
  /** @throws AttemptError when there is no whole reply within `limitMs`. */
  reply(chat: Chat, limitMs: number, signal: AbortSignal): Promise<string>;
}

/** Connects to the server of the settings. Nothing is taken from the environment, and nothing is retried here. */
export function createChatEndpoint(settings: ModelGraderSettings, now: () => number): ChatEndpoint {
  const { baseUrl, model, apiKey, maxTokens } = settings;
  const url = `${baseUrl}/chat/completions`;
  const client = new OpenAI({
    baseURL: baseUrl,
    apiKey: apiKey ?? "none",
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    ...(apiKey === undefined ? { defaultHeaders: { Authorization: null } } : {}),
    logLevel: "off",
    maxRetries: 0,
    timeout: settings.timeoutMs,
  });
  return {
    url,
    reply: async ({ messages, body }, limitMs, signal) => {
      const attempt = new AbortController();
      const stop = () => {
        attempt.abort();
      };
      // The client's own limit ends with the headers: a body may hang behind them.
      const timer = setTimeout(stop, limitMs);
      signal.addEventListener("abort", stop, { once: true });
      try {
        const request = { ...body, model, messages: [...messages], temperature: 0, max_tokens: maxTokens };
        const completion: unknown = await client.chat.completions.create(request, { signal: attempt.signal });
        return contentOf(completion, url);
      } catch (error) {
        if (error instanceof AttemptError) throw error;
        const timedOut = attempt.signal.aborted && !signal.aborted;
        throw timedOut
          ? new AttemptError(`${url} gave no reply within ${limitMs} ms`, { mayPass: true, cause: error })
          : attemptError(error, { url, model, now });
      } finally {
        clearTimeout(timer);
        signal.removeEventListener("abort", stop);
      }
    },
  };
}

function contentOf(completion: unknown, url: string): string {
  const content = (completion as { choices?: { message?: { content?: unknown } }[] } | null)?.choices?.[0]
    ?.message?.content;
  if (typeof content === "string") return content;
  throw new AttemptError(`${url} sent something other than a chat completion`, { mayPass: true });
}

function attemptError(
  error: unknown,
  about: { url: string; model: string; now: () => number },
): AttemptError {
  const { url, model, now } = about;
  const status = error instanceof APIError ? (error.status as number | undefined) : undefined;
  if (!(error instanceof APIError) || status === undefined) {
    const cause =
      error instanceof Error && error.cause !== undefined ? `: ${deepestMessage(error.cause)}` : "";
    return new AttemptError(`${url} cannot be reached or broke off: ${messageOf(error)}${cause}`, {
      mayPass: true,
      cause: error,
    });
  }
  const mayPass = status === 408 || status === 409 || status === 425 || status === 429 || status >= 500;
  const advice = mayPass ? "" : `; ${adviceFor(status, model)}`;
  const message = `${url} answered with status ${status}: ${messageOf(error).slice(0, 300)}${advice}`;
  return new AttemptError(message, {
    mayPass,
    retryAfterMs: retryAfter(error.headers as Headers, now),
    cause: error,
  });
}

function adviceFor(status: number, model: string): string {
  if (status === 401 || status === 403) return "check the API key";
  if (status === 404)
    return `check the address and that the server serves the model ${JSON.stringify(model)}`;
  return "check the model's name and what the server accepts";
}

function deepestMessage(cause: unknown): string {
  let deepest = cause;
  for (let depth = 0; depth < 4 && deepest instanceof Error && deepest.cause !== undefined; depth++)
    deepest = deepest.cause;
  return messageOf(deepest);
}

/** `Retry-After` in seconds or as a date, in milliseconds from now. */
function retryAfter(headers: Headers | undefined, now: () => number): number | undefined {
  const value = headers?.get("retry-after");
  if (value === null || value === undefined) return undefined;
  const seconds = /^\d{1,7}(?:\.\d{1,3})?$/.test(value.trim()) ? Number(value) : undefined;
  const wait = seconds === undefined ? Date.parse(value) - now() : seconds * 1000;
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}
