/** A response that is no answer, or one made to break a parser. */
export interface HostileInput {
  readonly name: string;
  readonly text: string;
}

const megabyte = 1_000_000;

/** What every verifier must give 0, and quickly, unless the gold is that very string. */
export const hostileInputs: readonly HostileInput[] = [
  { name: "an empty response", text: "" },
  { name: "white space", text: " \n\t " },
  { name: "a refusal", text: "I'm sorry, but I can't help with that." },
  { name: "the number 42", text: "42" },
  { name: "an assertion", text: "assert True" },
  { name: "an empty statement", text: "pass" },
  { name: "an unclosed thought", text: "<think>the answer is #42" },
  { name: "a prototype key", text: "__proto__" },
  { name: "a Python call", text: "().__class__.__base__.__subclasses__()" },
  { name: "a power tower", text: "9**9**9**9" },
  { name: "a huge exponent", text: "1e999999" },
  { name: "zero-width characters", text: "\u200b\u200d\ufeff\u2060" },
  { name: "bidirectional overrides", text: "\u202e24\u202c\u2066\u2069" },
  { name: "a lone surrogate", text: "\ud800" },
  { name: "20,000 opening brackets", text: "[".repeat(20_000) },
  { name: "10,000 nested brackets", text: "(".repeat(10_000) + ")".repeat(10_000) },
  { name: "2,000 nested brackets", text: "[".repeat(2_000) + "]".repeat(2_000) },
  { name: "2,000 brackets of each kind", text: "([{".repeat(600) + "}])".repeat(600) },
  { name: "4,000 digits", text: "9".repeat(4_000) },
  { name: "4,000 backslashes", text: "\\".repeat(4_000) },
  { name: "an unclosed string", text: `"${"a".repeat(4_000)}` },
  { name: "large floats in a list", text: `[${"1e308,".repeat(660)}]` },
  { name: "1,000 markers with answers", text: "#1".repeat(1_000) + "#" },
  ...["a", " ", "9", "(", "#", "\\", "\n", "\u200b", "ß"].map((unit) => ({
    name: `1 MB of ${JSON.stringify(unit)}`,
    text: unit.repeat(megabyte),
  })),
];
