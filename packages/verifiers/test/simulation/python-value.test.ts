import { simulationPythonValue } from "../../src/index.ts";
import { testVerifier } from "../../src/testing/index.ts";

testVerifier(simulationPythonValue, {
  cases: [
    {
      truth: { value: "[5, 7]" },
      correct: ["[5, 7]", "[5,7]", "[5, 7,]", "[5.0, 7]", "[0x5, 0b111]", "[ 5 , 7 ]", "([5, 7])"],
      incorrect: [
        "[7, 5]",
        "(5, 7)",
        "{5, 7}",
        "[5, 7, 7]",
        "5, 7",
        "[5 7]",
        "[5, '7']",
        "list([5, 7])",
        "[5, 3+4]",
      ],
    },
    { truth: { value: "True" }, correct: ["True"], incorrect: ["1", "true", "False", "'True'"] },
    { truth: { value: "1" }, correct: ["1", "1.0", "+1", "1_0e-1"], incorrect: ["True", "'1'", "[1]", "01"] },
    {
      truth: { value: "{'a': [1, 2], 'b': (None, 'x')}" },
      correct: [
        "{'b': (None, 'x'), 'a': [1, 2]}",
        '{"a": [1, 2], "b": (None, "x")}',
        "{'a': 0, 'a': [1, 2], 'b': (None, 'x')}",
      ],
      incorrect: [
        "{'a': [1, 2]}",
        "{'a': [1, 2], 'b': [None, 'x']}",
        "{'a': [2, 1], 'b': (None, 'x')}",
        "{'a', 'b'}",
      ],
    },
    {
      truth: { value: "'it\\'s'" },
      correct: ['"it\'s"', "'it\\x27s'", "'it' '\\'s'", 'r"it\'s"', '"""it\'s"""'],
      incorrect: ["'its'", "it's", "'It\\'s'"],
    },
    {
      truth: { value: "{1, 2}" },
      correct: ["{2, 1}", "{1, 2, 1.0}"],
      incorrect: ["[1, 2]", "{1}", "{1, 2, 3}", "{True, 2}"],
    },
    {
      truth: { value: "9007199254740993" },
      correct: ["9007199254740993"],
      incorrect: ["9007199254740992", "9007199254740993.0", "9e15"],
    },
  ],
  badTruths: [
    { value: "f(3)" },
    { value: "[1, 2" },
    { value: "'#'" },
    { value: "" },
    { value: "{[1]: 2}" },
    { value: 5 },
    "5",
  ],
});
