/** Who is right on an item on which publisher and strict verifier differ. */
export interface Judgement {
  readonly right: "published" | "strict" | "open";
  readonly why: string;
}

const literal: Judgement = {
  right: "open",
  why: "asked for a literal, the model gave the text of a string that is also another literal; which it meant cannot be told",
};
const empty: Judgement = { right: "strict", why: "the answer is the empty string, which is the value" };
const prefix: Judgement = { right: "strict", why: "`u'…'` is the same string in Python" };
const spaces: Judgement = { right: "strict", why: "only spaces inside the list differ" };
const tuple: Judgement = {
  right: "strict",
  why: "values with commas between them are a tuple in Python, also without parentheses",
};

/** Item by item, each read by a person. */
export const judgements: Readonly<Record<string, Judgement>> = {
  "gsm8k-main-test-#1001": { right: "published", why: "asked for a time, the gold is the bare hour" },
  "184": { right: "strict", why: "two values were given where one is right" },
  "608": { right: "strict", why: "50π/2 is 25π; the publisher reads its first number" },
  "698": { right: "strict", why: "two values were given where one is right" },
  ...Object.fromEntries([10, 48, 279, 284, 435, 480, 579, 598, 650].map((id) => [`crux-test-#${id}`, empty])),
  ...Object.fromEntries(
    [49, 67, 79, 312, 537, 584, 618, 652, 690].map((id) => [`crux-test-#${id}`, literal]),
  ),
  "crux-test-#94": prefix,
  "crux-test-#104": prefix,
  "crux-test-#408": spaces,
  "crux-test-#554": spaces,
  "crux-test-#261": tuple,
  "crux-test-#495": tuple,
  "crux-test-#748": tuple,
  "crux-test-#145": { right: "strict", why: "8.50 is 8.5" },
  "crux-test-#252": { right: "strict", why: "the JSON string holds one backslash, as the value does" },
  "crux-test-#415": {
    right: "strict",
    why: "the last of equal keys counts in Python, so it is the same dictionary",
  },
  "crux-test-#636": { right: "strict", why: "dictionaries have no order" },
};
