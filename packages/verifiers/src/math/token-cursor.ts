import type { WorkCounter } from "../work-counter.ts";
import type { Token } from "./token.ts";

/** Thrown inside the parser when tokens make no expression; never leaves it. */
export class ParseFailure extends Error {
  override readonly name = "ParseFailure";
}

const maximumDepth = 64;
const maximumNodes = 3000;
const end: Token = { kind: "end", text: "", space: false };

/** The tokens of an answer, read from left to right within limits on depth and size. */
export class TokenCursor {
  /** Indices of sums, which are no imaginary units. */
  readonly bound = new Set<string>();
  /** Bars that wait for their partner. */
  openBars = 0;
  /** Arguments without brackets take in what they are divided by: `\tan x/2` is `\tan(x/2)`. */
  readonly wideArguments: boolean;
  /** In `\{x : x > 2\}` a colon and a bar separate. */
  inSet = false;
  private readonly tokens: Token[];
  private readonly work: WorkCounter;
  private index = 0;
  private depth = 0;
  private nodes = 0;

  constructor(tokens: readonly Token[], work: WorkCounter, wideArguments = false) {
    this.wideArguments = wideArguments;
    this.tokens = [...tokens];
    this.work = work;
  }

  get current(): Token {
    return this.tokens[this.index] ?? end;
  }

  get position(): number {
    return this.index;
  }

  look(ahead: number): Token {
    return this.tokens[this.index + ahead] ?? end;
  }

  next(): Token {
    const token = this.current;
    this.index++;
    if (++this.nodes > maximumNodes) throw new ParseFailure("the answer has too many parts");
    this.work.take();
    return token;
  }

  /** Puts a token in the place of the current one: what is left of `12` in `\frac12`. */
  replace(token: Token): void {
    this.tokens[this.index] = token;
  }

  rewind(position: number): void {
    this.index = position;
  }

  atSign(...texts: readonly string[]): boolean {
    return this.current.kind === "sign" && texts.includes(this.current.text);
  }

  atWord(...texts: readonly string[]): boolean {
    return this.current.kind === "word" && texts.includes(this.current.text.toLowerCase());
  }

  takeSign(...texts: readonly string[]): boolean {
    if (!this.atSign(...texts)) return false;
    this.next();
    return true;
  }

  expectSign(...texts: readonly string[]): string {
    if (!this.atSign(...texts))
      throw new ParseFailure(`expected ${texts.join(" or ")}, not ${this.current.text}`);
    return this.next().text;
  }

  /** Runs a reader one level deeper. */
  nested<T>(read: () => T): T {
    if (++this.depth > maximumDepth) throw new ParseFailure("the answer is nested too deeply");
    const value = read();
    this.depth--;
    return value;
  }
}
