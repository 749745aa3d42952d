import type { Audited } from "./audited.ts";

const box = (answer: string): string => `\\boxed{${answer}}`;
const tag = (answer: string): string => `<answer>${answer}</answer>`;

/** Verifiers that compare text and run nothing. */
export const textExamples: readonly Audited[] = [
  {
    verifier: "math/answer",
    cases: [
      {
        truth: { value: "\\frac{1}{2}" },
        responses: [
          box("0.5"),
          box("\\frac{2}{4}"),
          box("50\\%"),
          "The answer is 1/2.",
          box("0.51"),
          box("1, 2"),
        ],
      },
      { truth: { value: "200" }, responses: [box("200"), box("2"), box("20000"), box("1{,}000/5")] },
      { truth: { value: "3" }, responses: [box("x = 3"), box("3.0002"), `<think>${box("3")}`] },
      { truth: { value: "(1,2)" }, responses: [box("\\left(1, 2\\right)"), box("\\{1,2\\}"), box("(2,1)")] },
      { truth: { value: "\\{1,2\\}" }, responses: [box("\\{2, 1\\}"), box("1, 2"), box("12")] },
      { truth: { value: "x^2+1" }, responses: [box("1+x^{2}"), box("x^2-1"), box("(x+1)^2-2x")] },
      {
        truth: { value: "2\\pi" },
        responses: [box("\\frac{4\\pi}{2}"), box("6.28"), box("2\\pi \\text{ cm}")],
      },
      {
        truth: { value: "5" },
        responses: [box("101_2"), box("\\sqrt{25}"), box("5 \\text{ meters}"), box("500")],
      },
    ],
    official: [
      "it takes 2 and 20000 for 200, `3.0002` for 3, `1,2` for 12 and `{1,2}` for `(1,2)`",
      "it refuses `1+x^{2}` for `x^{2}+1`, `2^{10}` for 1024, `2/4` for `1/2` and sets in another order",
      "it evaluates the model's text through SymPy",
      "without a box, it takes a whole response that is nothing but the answer, also out of an unclosed thought",
    ],
  },
  {
    verifier: "science/choice",
    cases: [
      {
        truth: { answer: "C", count: 4 },
        responses: [
          "Answer: C",
          box("\\text{(C)}"),
          "The answer is **C**.",
          "Answer: A. No, wait.\nAnswer: C",
          "Answer: C or D",
          "Cannot be told",
          box("ABCD"),
        ],
      },
    ],
    official: [
      "for GPQA the first `Answer: X` decides, also inside a thought, and lower case and bold are refused",
      "for SuperGPQA the first of A to J that the box contains decides: `D. Acetone` is A; without any, a random letter is drawn, worth one point in ten",
    ],
  },
  {
    verifier: "science/answer",
    cases: [
      {
        truth: { value: "9.81", unit: "m/s^2" },
        responses: [box("9.81 \\text{ m/s}^2"), box("981 cm/s^2"), box("9.81 m/s"), box("9.82 m/s^2")],
      },
    ],
    official: [
      "every boxed answer goes to a 1.5B model, with the box pasted into its instructions; a request that fails earns 0",
    ],
  },
  {
    verifier: "logic/zebra",
    cases: [
      {
        truth: {
          header: ["Position", "Pet"],
          rows: [
            ["1", "cat"],
            ["2", "dog"],
          ],
        },
        responses: [
          tag('{"header": ["Position", "Pet"], "rows": [["1", "cat"], ["2", "dog"]]}'),
          tag('{\n  "header": ["Position", "Pet"],\n  "rows": [[1, "Cat"], [2, "Dog"]]\n}'),
          tag('{"header": ["Position", "Pet"], "rows": [["1", "dog"], ["2", "cat"]]}'),
          tag('{"header": ["Position", "Pet"], "rows": [["1", "cat"]]}'),
        ],
      },
    ],
    official: [
      "it gives a share of the cells, ignores the header and further rows, and refuses JSON over several lines",
    ],
  },
  {
    verifier: "logic/ordering",
    cases: [
      {
        truth: { order: ["Anna", "Jean-Luc", "Bo"] },
        responses: [
          tag('["Anna", "Jean-Luc", "Bo"]'),
          tag("anna,\njean-luc,\nbo"),
          tag('["Bo", "Jean-Luc", "Anna"]'),
          tag("list(('Anna', 'Jean-Luc', 'Bo'))"),
        ],
      },
    ],
    official: [
      "it lowers the case of the answer but not of the gold, splits names at hyphens, and falls back on `eval`",
    ],
  },
  {
    verifier: "logic/graph",
    cases: [
      { truth: { node: "fdebme" }, responses: [tag("fdebme"), tag("**Fdebme**."), tag("fdebme or abc")] },
    ],
    official: ["a full stop, quotes, bold, digits and a line end make a right node wrong"],
  },
  {
    verifier: "logic/grid",
    cases: [
      {
        truth: {
          grids: [
            [
              [0, 1],
              [1, 0],
            ],
          ],
        },
        responses: [
          tag("[[0,1],[1,0]]"),
          tag("[ [0, 1],\n  [1, 0] ]"),
          tag("0 1\n1 0"),
          tag("[[0.9,1.9],[1,0]]"),
        ],
      },
      { truth: { grids: [[[0]]] }, responses: [tag("[[0]]"), "I cannot find it."] },
    ],
    official: ["no answer counts as `[[0]]`, which is the gold of some tasks; floats are cut to integers"],
  },
  {
    verifier: "simulation/codeio-output",
    cases: [
      {
        truth: { output: "[1, 2.5]" },
        responses: [
          '```json\n{"output": [1, 2.5]}\n```',
          box("[1, 2.5]"),
          '{"output": [1, 2]}',
          "I do not know.",
        ],
      },
      { truth: { output: "true" }, responses: ['{"output": true}', '{"output": 1}'] },
      { truth: { output: "null" }, responses: ['{"output": null}', "nothing at all"] },
    ],
    official: [
      "the first block counts, drafts inside a thought among them; `1` is `true`; no answer is `null`",
    ],
  },
  {
    verifier: "simulation/cruxeval-output",
    cases: [
      {
        truth: {
          output: "[3, 2]",
          input: "[2, 3]",
          program: "def f(x):\n    return sorted(x, reverse=True)",
        },
        responses: [
          "```python\nassert f([2, 3]) == [3, 2]\n```",
          "[ANSWER][3, 2][/ANSWER]",
          "```python\nassert f([2, 3]) == [2, 3]\n```",
          "```python\nassert f([3]) == [3]\n```",
          "```python\nassert True\n```",
        ],
      },
    ],
    official: [
      "it runs whatever stands there behind the function: `pass`, `assert True` and an empty response earn 1",
    ],
  },
  {
    verifier: "tabular/answer",
    cases: [
      { truth: { value: "2017" }, responses: [box("2017"), box("2018"), box("2,017")] },
      { truth: { value: "12.5%" }, responses: [box("12.5\\%"), box("0.125"), box("1250%")] },
      { truth: { value: "5" }, responses: [box("5"), box("500"), box("\\text{5}"), box("five")] },
      { truth: { value: "cat|dog" }, responses: [box("dog | cat"), box("cat"), box("cat|cat|dog")] },
    ],
    official: [
      "2017 is 2018 within its tolerance, 500 and 0.05 are 5, and `1:2` is 0.5",
      "the model's text goes through `eval`, which was seen to run commands",
    ],
  },
  {
    verifier: "instruction/ifeval",
    cases: [
      {
        truth: { instructions: [{ id: "punctuation:no_comma", arguments: {} }] },
        responses: ["No commas here.", "One, two.", ""],
      },
      {
        truth: { instructions: [{ id: "keywords:existence", arguments: { keywords: ["c++"] } }] },
        responses: ["I write C++ daily.", "I write c daily."],
      },
    ],
    official: [
      "keywords are regular expressions; language detection is random unless seeded, and passes where it fails",
    ],
  },
];
