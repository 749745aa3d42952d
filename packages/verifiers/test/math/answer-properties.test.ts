import fc from "fast-check";
import { expect, test } from "vitest";
import { mathAnswer } from "../../src/math/answer.ts";
import { createWorkCounter } from "../../src/work-counter.ts";

/** A random expression that can be written in several ways. */
type Tree =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "letter"; readonly name: string }
  | { readonly kind: "root"; readonly arg: number }
  | {
      readonly kind: "pair";
      readonly sign: "+" | "-" | "*" | "/";
      readonly left: Tree;
      readonly right: Tree;
    };

const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.integer({ min: 1, max: 40 }).map((value) => ({ kind: "number" as const, value })),
    fc.constantFrom("x", "y").map((name) => ({ kind: "letter" as const, name })),
    fc.constantFrom(2, 3, 5).map((arg) => ({ kind: "root" as const, arg })),
    fc.record({
      kind: fc.constant("pair" as const),
      sign: fc.constantFrom("+" as const, "-" as const, "*" as const, "/" as const),
      left: tie("tree"),
      right: tie("tree"),
    }),
  ),
}));

const latex = (node: Tree): string => {
  if (node.kind === "number") return String(node.value);
  if (node.kind === "letter") return node.name;
  if (node.kind === "root") return `\\sqrt{${node.arg}}`;
  const [left, right] = [latex(node.left), latex(node.right)];
  if (node.sign === "/") return `\\frac{${left}}{${right}}`;
  return node.sign === "*" ? `(${left}) \\cdot (${right})` : `\\left(${left} ${node.sign} (${right})\\right)`;
};

const plain = (node: Tree): string => {
  if (node.kind === "number") return node.value % 2 === 0 ? `${node.value}` : `${node.value}.0`;
  if (node.kind === "letter") return node.name;
  if (node.kind === "root") return `sqrt(${node.arg})`;
  const [left, right] = [plain(node.left), plain(node.right)];
  // Sums and products are also turned round.
  if (node.sign === "+" || node.sign === "*") return `((${right})${node.sign}(${left}))`;
  return `((${left})${node.sign}(${right}))`;
};

const unicode = (node: Tree): string => {
  if (node.kind === "number") return String(node.value);
  if (node.kind === "letter") return node.name;
  if (node.kind === "root") return `√${node.arg}`;
  const sign = { "+": "+", "-": "−", "*": "×", "/": "÷" }[node.sign];
  return `((${unicode(node.left)}) ${sign} (${unicode(node.right)}))`;
};

/** No division by what is zero for all letters, which no notation makes a number. */
const valueOf = (node: Tree): number => {
  if (node.kind === "number") return node.value;
  if (node.kind === "letter") return node.name === "x" ? 0.7213 : 1.3391;
  if (node.kind === "root") return Math.sqrt(node.arg);
  const [left, right] = [valueOf(node.left), valueOf(node.right)];
  return { "+": left + right, "-": left - right, "*": left * right, "/": left / right }[node.sign];
};
const sound = (node: Tree): boolean => {
  if (node.kind !== "pair") return true;
  return sound(node.left) && sound(node.right) && (node.sign !== "/" || Math.abs(valueOf(node.right)) > 1e-6);
};
const soundTree = tree.filter((node) => sound(node) && Math.abs(valueOf(node)) < 1e6);

const outcomeOf = async (answer: string, gold: string): Promise<string> =>
  (await mathAnswer.verify({ text: `\\boxed{${answer}}` }, { value: gold }, {})).outcome;

test("an expression equals itself in every notation, with its sums and products turned round", async () => {
  await fc.assert(
    fc.asyncProperty(soundTree, async (node) => {
      const notations = [latex(node), plain(node), unicode(node)];
      for (const gold of notations)
        for (const answer of notations)
          expect([gold, answer, await outcomeOf(answer, gold)]).toEqual([gold, answer, "correct"]);
    }),
    { numRuns: 150 },
  );
});

test("an expression is not itself plus a number, times a number or with its sign flipped", async () => {
  await fc.assert(
    fc.asyncProperty(soundTree, fc.integer({ min: 1, max: 9 }), async (node, shift) => {
      const gold = latex(node);
      const size = Math.abs(valueOf(node));
      const wrong = [`${gold} + \\frac{${shift}}{7}`, `(${gold}) - ${shift}`];
      if (size > 1e-6) wrong.push(`-(${gold})`, `${shift + 1} \\cdot (${gold})`);
      for (const answer of wrong)
        expect([gold, answer, await outcomeOf(answer, gold)]).toEqual([gold, answer, "incorrect"]);
    }),
    { numRuns: 100 },
  );
});

test("which of two exact expressions is the gold does not matter", async () => {
  await fc.assert(
    fc.asyncProperty(soundTree, soundTree, async (left, right) => {
      expect(await outcomeOf(latex(left), latex(right))).toBe(await outcomeOf(latex(right), latex(left)));
    }),
    { numRuns: 100 },
  );
});

test("tokens of mathematics in any order are judged within the counted work", async () => {
  const token = fc.constantFrom(
    ..."\\frac \\sqrt { } ( ) [ ] \\{ \\} | ^ _ , ; : = < \\le \\cup \\pm 1 23 4.5 x y \\pi \\sin \\text{a} % ^\\circ \\infty & \\\\ ! \\sum_{k=1}^{9} \\begin{pmatrix} \\end{pmatrix} and or $".split(
      " ",
    ),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(token, { maxLength: 40 }), async (tokens) => {
      for (const text of [tokens.join(" "), tokens.join("")]) {
        const work = createWorkCounter();
        const verdict = await mathAnswer.verify({ text: `\\boxed{${text}}` }, { value: "x^2+1" }, { work });
        expect(work.steps).toBeLessThanOrEqual(work.limit);
        expect(["correct", "incorrect"]).toContain(verdict.outcome);
        if (mathAnswer.checkGold({ value: text }).ok) {
          const own = await mathAnswer.verify({ text: "\\boxed{17}" }, { value: text }, {});
          expect(own.outcome).not.toBe("unscored");
        }
      }
    }),
    { numRuns: 400 },
  );
});
