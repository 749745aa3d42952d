/** Commands that only change how their argument looks. */
export const latexWrappers: ReadonlySet<string> = new Set(
  (
    "text textbf textit textrm textsf texttt textnormal textup mathrm mathbf mathit mathsf mathtt mathnormal mbox hbox emph " +
    "underline operatorname boldsymbol bf rm it displaystyle textstyle left right big Big bigl bigr"
  ).split(" "),
);

/** Commands for white space. */
export const latexSpaces: ReadonlySet<string> = new Set([
  "quad",
  "qquad",
  "space",
  "enspace",
  "thinspace",
  "newline",
]);

/** Commands for one sign. */
export const latexSigns: ReadonlyMap<string, string> = new Map([
  ["times", "×"],
  ["cdot", "·"],
  ["approx", "≈"],
  ["simeq", "≈"],
  ["sim", "≈"],
  ["le", "≤"],
  ["leq", "≤"],
  ["ge", "≥"],
  ["geq", "≥"],
  ["lt", "<"],
  ["gt", ">"],
  ["pm", "±"],
  ["circ", "°"],
  ["degree", "°"],
  ["percent", "%"],
  ["mid", "|"],
  ["vert", "|"],
  ["to", "→"],
  ["rightarrow", "→"],
  ["textendash", "–"],
  ["textdollar", "$"],
  ["euro", "€"],
  ["texteuro", "€"],
  ["pounds", "£"],
  ["textsterling", "£"],
  ["yen", "¥"],
  ["dots", "…"],
  ["ldots", "…"],
]);
