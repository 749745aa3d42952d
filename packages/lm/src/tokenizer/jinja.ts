import * as untyped from "@huggingface/jinja";

// The package's declarations import each other without endings, which Node's resolution does not follow; these are the
// parts used here.

/** A value inside a template. */
export interface JinjaValue {
  readonly value: unknown;
}

/** The variables that a template sees. */
export interface JinjaEnvironment {
  set(name: string, value: unknown): JinjaValue;
}

/** Walks a template's syntax tree; `evaluate` is called for every node. */
export interface JinjaInterpreter {
  run(program: unknown): JinjaValue;
  evaluate(node: unknown, environment: unknown): JinjaValue;
}

/** Hugging Face's Jinja, with its types. */
export const jinja = untyped as unknown as {
  readonly tokenize: (source: string, options: { lstrip_blocks: boolean; trim_blocks: boolean }) => unknown;
  readonly parse: (tokens: unknown) => unknown;
  readonly Environment: new () => JinjaEnvironment;
  readonly Interpreter: new (environment: JinjaEnvironment) => JinjaInterpreter;
};
