import { foundAnswer, type Json, type Response, Verdict } from "@guru/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answerMarker } from "../extraction/extract-marked.ts";
import type { Verifier, VerifyContext } from "../verifier.ts";
import { createWorkCounter } from "../work-counter.ts";
import { hostileInputs } from "./hostile-inputs.ts";

/** An answer that is nearly right, and what was done to it: `sign flipped`. */
export interface Perturbation {
  readonly name: string;
  readonly text: string;
}

/** A gold answer with answers that are right and answers that are nearly right. */
export interface VerifierCase {
  readonly truth: Json;
  /** The gold answer in every accepted notation. */
  readonly correct: readonly string[];
  /** At least three perturbations of it, best with a name each. */
  readonly incorrect: readonly [
    string | Perturbation,
    string | Perturbation,
    string | Perturbation,
    ...(string | Perturbation)[],
  ];
  /**
   * What a whole response earns, written independently of the verifier: for verifiers that judge any text, such as instruction
   * following. By default every hostile input and hidden character earns 0.
   */
  readonly expected?: (text: string) => Verdict["outcome"];
}

/** What the contract suite needs to know of a verifier. */
export interface VerifierSuite {
  readonly cases: readonly [VerifierCase, ...VerifierCase[]];
  /** Truths that `checkGold` must refuse. */
  readonly badTruths: readonly Json[];
  /** How an answer is written in a response; behind the marker by default. */
  readonly render?: (answer: string) => string;
  /** Called in each test: what `verify` is given besides the counter of work, such as a sandbox. */
  readonly context?: () => VerifyContext;
  /** Random inputs of each property; 200 by default. */
  readonly runs?: number;
}

/** Declares the tests that every verifier must pass; call it at the top of a Vitest file. */
export function testVerifier(verifier: Verifier, suite: VerifierSuite): void {
  const {
    cases,
    badTruths,
    render = (answer: string) => answerMarker + answer,
    context = () => ({}),
    runs = 200,
  } = suite;

  const judge = async (text: string, truth: Json): Promise<{ verdict: Verdict; steps: number }> => {
    const work = createWorkCounter();
    const response: Response = { text };
    const verdict = await verifier.verify(response, truth, { ...context(), work });
    expect(work.steps).toBeLessThanOrEqual(work.limit);
    expectSound(verdict);
    expect(verdict.by).toMatchObject({ name: verifier.name, version: verifier.version });
    return { verdict, steps: work.steps };
  };
  const expectOutcome = async (text: string, truth: Json, outcome: Verdict["outcome"]): Promise<void> => {
    const { verdict } = await judge(text, truth);
    expect({ text: text.slice(0, 80), ...verdict }).toMatchObject({ outcome });
  };

  describe(`${verifier.name}@${verifier.version} keeps the contract of verifiers`, () => {
    describe.each(cases.map((one) => ({ ...one, title: JSON.stringify(one.truth) })))(
      "with the truth $title",
      (one) => {
        const { truth, correct, expected = () => "incorrect" as const } = one;
        const perturbations = one.incorrect.map((it) =>
          typeof it === "string" ? { name: it, text: it } : it,
        );
        const incorrect = perturbations.map(({ text }) => text);
        const [wrong = "", otherWrong = ""] = incorrect;

        test("the truth is one it can judge against", () => {
          expect(verifier.checkGold(truth)).toEqual({ ok: true });
        });

        test.each(correct)("%s earns 1", async (answer) => {
          await expectOutcome(render(answer), truth, "correct");
          await expectOutcome(`Some steps first.\n${render(answer)}\n`, truth, "correct");
          await expectOutcome(`<think>${render(wrong)}</think>${render(answer)}`, truth, "correct");
        });

        test.each(perturbations)("$name earns 0", async ({ text }) => {
          await expectOutcome(render(text), truth, "incorrect");
        });

        test("the last answer wins, and an answer inside a thought earns nothing", async () => {
          const [answer = ""] = correct;
          await expectOutcome(`${render(answer)}\n${render(wrong)}`, truth, "incorrect");
          await expectOutcome(`<think>${render(answer)}</think>done`, truth, "incorrect");
          await expectOutcome(`<think>${render(answer)}`, truth, "incorrect");
        });

        test.each(["\u200b", "\u202e", "\u2066", "\ufeff"])(
          "an answer beside the hidden character %j earns what it should",
          async (hidden) => {
            const [answer = ""] = correct;
            for (const text of [render(hidden + answer), render(answer + hidden)])
              await expectOutcome(text, truth, expected(text));
          },
        );

        test.each(hostileInputs)("$name earns what it should", async ({ text }) => {
          await expectOutcome(text, truth, expected(text));
          if (!correct.includes(text)) await expectOutcome(render(text), truth, expected(render(text)));
        });

        test("the same input gives the same verdict", async () => {
          for (const answer of [...correct.slice(0, 1), ...incorrect.slice(0, 1)]) {
            const [first, second] = [await judge(render(answer), truth), await judge(render(answer), truth)];
            expect({ ...second.verdict, cost: {} }).toEqual({ ...first.verdict, cost: {} });
          }
        });

        test("a longer response takes no more steps", async () => {
          const [answer = ""] = correct;
          const filler = `${render(otherWrong)}\n`;
          const stepsBehind = async (chars: number): Promise<number> => {
            const text = filler.repeat(Math.ceil(chars / filler.length)) + render(answer);
            return (await judge(text, truth)).steps;
          };
          expect(await stepsBehind(1_000_000)).toBeLessThanOrEqual((await stepsBehind(10_000)) * 1.1);
        });

        test("any text earns a score in [0, 1], and the verdict says whether an answer was found in it", async () => {
          const anyText = fc.oneof(
            fc.string({ unit: "binary" }),
            fc.string(),
            nearly([...correct, ...incorrect]),
          );
          await fc.assert(
            fc.asyncProperty(anyText, fc.boolean(), async (text, marked) => {
              const { verdict } = await judge(marked ? render(text) : text, truth);
              expect(verdict.outcome).not.toBe("unscored");
              expect(foundAnswer(verdict)).toBe(verdict.extracted !== undefined);
            }),
            { numRuns: runs },
          );
        });
      },
    );

    test("extraction of any text gives an error class, or the text at its span", () => {
      const texts = fc.oneof(fc.string({ unit: "binary" }), fc.string().map(render));
      fc.assert(
        fc.property(texts, (text) => {
          const extraction = verifier.extract({ text });
          if ("error" in extraction) expect(extraction.message).not.toBe("");
          else expect(text.slice(extraction.span.start, extraction.span.end)).toBe(extraction.text);
        }),
        { numRuns: runs },
      );
    });

    test.each(badTruths.map((truth) => ({ title: JSON.stringify(truth), truth })))(
      "the truth $title is refused, and nothing is scored against it",
      async ({ truth }) => {
        expect(verifier.checkGold(truth)).toMatchObject({ ok: false });
        const { verdict } = await judge(render(cases[0].correct[0] ?? ""), truth);
        expect(verdict).toMatchObject({ outcome: "unscored", error: { class: "gold_parse" } });
      },
    );

    test("any other truth is refused or judged against, and never thrown at", async () => {
      await fc.assert(
        fc.asyncProperty(fc.jsonValue(), async (value) => {
          const truth = value as Json;
          const { verdict } = await judge(render("42"), truth);
          expect(verdict.outcome === "unscored").toBe(!verifier.checkGold(truth).ok);
        }),
        { numRuns: runs },
      );
    });

    test("a fired signal gives an unscored verdict", async () => {
      const [{ truth, correct }] = cases;
      const gaveUp = { ...context(), signal: AbortSignal.abort() };
      const verdict = await verifier.verify({ text: render(correct[0] ?? "") }, truth, gaveUp);
      expectSound(verdict);
      expect(verdict.outcome).toBe("unscored");
    });
  });
}

function expectSound(verdict: Verdict): void {
  expect(Verdict.parse(verdict)).toEqual(verdict);
  expect(JSON.parse(JSON.stringify(verdict))).toEqual(verdict);
}

/** Texts that are one edit away from a given one, so that parsers are entered deeply. */
function nearly(texts: readonly string[]): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...texts), fc.nat(), fc.nat(3), fc.string({ maxLength: 2 }))
    .map(([text, at, removed, inserted]) => {
      const index = at % (text.length + 1);
      return text.slice(0, index) + inserted + text.slice(index + removed);
    });
}
