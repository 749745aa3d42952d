import { mathAnswer } from "../../src/math/answer.ts";
import { testVerifier } from "../../src/testing/index.ts";

testVerifier(mathAnswer, {
  render: (answer) => `\\boxed{${answer}}`,
  runs: 120,
  cases: [
    {
      truth: { value: "\\frac{7}{8}" },
      correct: [
        "\\frac{7}{8}",
        "7/8",
        "\\dfrac78",
        "0.875",
        ".875",
        "\\frac{14}{16}",
        "87.5\\%",
        "7 / 8",
        "x = 7/8",
        "⅞",
      ],
      incorrect: [
        { name: "the sign flipped", text: "-\\frac{7}{8}" },
        { name: "upside down", text: "\\frac{8}{7}" },
        { name: "rounded", text: "0.88" },
        { name: "a digit moved", text: "0.857" },
        { name: "two answers", text: "\\frac{7}{8} \\text{ or } 1" },
      ],
    },
    {
      truth: { value: "(-\\infty, 2] \\cup (5, \\infty)" },
      correct: [
        "(-\\infty,2]\\cup(5,\\infty)",
        "(5,\\infty)\\cup(-\\infty,2]",
        "x \\le 2 \\text{ or } x > 5",
        "\\mathbb{R} \\setminus (2, 5]",
        "\\left(-\\infty, 2\\right] \\cup \\left(5, +\\infty\\right)",
      ],
      incorrect: [
        { name: "an end left out", text: "(-\\infty,2) \\cup (5,\\infty)" },
        { name: "an end taken in", text: "(-\\infty,2] \\cup [5,\\infty)" },
        { name: "the complement", text: "(2,5]" },
        { name: "an end moved", text: "(-\\infty,2] \\cup (6,\\infty)" },
      ],
    },
    {
      truth: { value: "1 \\pm \\sqrt{3}" },
      correct: [
        "1 \\pm \\sqrt{3}",
        "1-\\sqrt3, 1+\\sqrt3",
        "\\{1+\\sqrt{3},1-\\sqrt{3}\\}",
        "x = 1 ± √3",
        "1+\\frac{3}{\\sqrt3} and 1-\\sqrt 3",
      ],
      incorrect: [
        { name: "one of two", text: "1+\\sqrt{3}" },
        { name: "under the root", text: "1 \\pm \\sqrt{2}" },
        { name: "without the sign", text: "-1 \\pm \\sqrt{3}" },
        { name: "one too many", text: "1+\\sqrt3, 1-\\sqrt3, 0" },
      ],
    },
    {
      truth: { value: "\\text{Evelyn}" },
      correct: ["\\text{Evelyn}", "Evelyn", "evelyn", "\\textbf{Evelyn}."],
      incorrect: ["Eve", "Evelyn and Carla", "\\text{not Evelyn}"],
    },
    {
      truth: { value: "262537412640768744" },
      correct: ["262537412640768744", "262,537,412,640,768,744", "640320^3+744"],
      incorrect: [
        { name: "too close for doubles", text: "e^{\\pi\\sqrt{163}}" },
        { name: "one more", text: "262537412640768745" },
        { name: "rounded", text: "2.625 \\times 10^{17}" },
      ],
    },
  ],
  badTruths: [
    { value: "" },
    { value: "$$" },
    { value: 27 },
    { value: "9".repeat(5000) },
    {},
    "27",
    null,
    { value: "1", extra: 1 },
  ],
});
