import { type ChatMessage, GuruError } from "@guru/core";
import { jinja, type JinjaEnvironment, type JinjaValue } from "./jinja.ts";

/** Special tokens by the name a template knows them under, such as `eos_token`. */
export type TemplateTokens = Readonly<Record<string, string | undefined>>;

/** Renders messages to the prompt text, ending where the response begins. */
export type ChatTemplate = (messages: readonly ChatMessage[]) => string;

/** Far above what any published template needs; a template is data, so its work has an end. */
const limits = {
  templateCharacters: 200_000,
  evaluations: 100_000,
  characters: 10_000_000,
  rangeItems: 10_000,
};

/**
 * Compiles a Jinja chat template. It sees `messages`, `add_generation_prompt`, the special tokens, `range` and
 * `raise_exception`, but no clock, so the same messages always give the same prompt.
 *
 * @throws GuruError `chat_template` here for bad syntax, and when rendering for whatever the template refuses.
 */
export function compileChatTemplate(source: string, tokens: TemplateTokens, file: string): ChatTemplate {
  const program = attempt(file, "cannot be parsed", () => {
    if (source.length > limits.templateCharacters) {
      throw new RangeError(`${source.length} characters, at most ${limits.templateCharacters} are read`);
    }
    return jinja.parse(jinja.tokenize(source, { lstrip_blocks: true, trim_blocks: true }));
  });
  return (messages) =>
    attempt(file, "cannot render these messages", () => {
      const interpreter = new BoundedInterpreter(createEnvironment(messages, tokens));
      return String(interpreter.run(program).value);
    });
}

function attempt<T>(file: string, failure: string, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    const reason = (cause as Error).message;
    throw new GuruError("chat_template", `the chat template of ${file} ${failure}: ${reason}`, { cause });
  }
}

function createEnvironment(messages: readonly ChatMessage[], tokens: TemplateTokens): JinjaEnvironment {
  const environment = new jinja.Environment();
  const variables: Record<string, unknown> = {
    ...tokens,
    messages: messages.map(({ role, content }) => ({ role, content })),
    add_generation_prompt: true,
    range: boundedRange,
    raise_exception: raiseException,
    ...constants,
  };
  for (const [name, value] of Object.entries(variables)) {
    if (value !== undefined) environment.set(name, value);
  }
  return environment;
}

/** Names that Jinja writes as literals and this implementation looks up. */
const constants = { true: true, false: false, none: null, True: true, False: false, None: null };

function raiseException(message: unknown): never {
  throw new Error(String(message));
}

function boundedRange(first: number, second?: number, step = 1): number[] {
  const [start, stop] = second === undefined ? [0, first] : [first, second];
  const length = Math.max(0, Math.ceil((stop - start) / step));
  if (!(length <= limits.rangeItems)) throw new RangeError(`range() of ${length} items is too long`);
  return Array.from({ length }, (_, index) => start + index * step);
}

/** Counts what a template does and stops it at the limits above. */
class BoundedInterpreter extends jinja.Interpreter {
  #evaluations = 0;

  override evaluate(statement: unknown, environment: unknown): JinjaValue {
    this.#evaluations++;
    if (this.#evaluations > limits.evaluations) throw new RangeError("it does not come to an end");
    const result = super.evaluate(statement, environment);
    if (typeof result.value === "string" && result.value.length > limits.characters) {
      throw new RangeError(`its text grows beyond ${limits.characters} characters`);
    }
    return result;
  }
}
