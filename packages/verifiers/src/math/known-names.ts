/** Functions of one argument that may stand before it without brackets. */
export const functionNames: Readonly<Record<string, string>> = {
  sin: "sin",
  cos: "cos",
  tan: "tan",
  tg: "tan",
  cot: "cot",
  ctg: "cot",
  sec: "sec",
  csc: "csc",
  cosec: "csc",
  arcsin: "asin",
  arccos: "acos",
  arctan: "atan",
  arctg: "atan",
  arccot: "acot",
  asin: "asin",
  acos: "acos",
  atan: "atan",
  sinh: "sinh",
  cosh: "cosh",
  tanh: "tanh",
  ln: "ln",
  log: "log",
  lg: "lg",
  exp: "exp",
};

/** Functions that are always followed by brackets. */
export const bracketFunctions: Readonly<Record<string, string>> = {
  sqrt: "sqrt",
  cbrt: "cbrt",
  abs: "abs",
  floor: "floor",
  ceil: "ceil",
  ceiling: "ceil",
  gcd: "gcd",
  lcm: "lcm",
  min: "min",
  max: "max",
  binom: "binom",
  binomial: "binom",
  factorial: "factorial",
};

/** Inverses that `f^{-1}` names. */
export const inverseNames: Readonly<Record<string, string>> = {
  sin: "asin",
  cos: "acos",
  tan: "atan",
  cot: "acot",
};

/** Numbers that are written as words. */
export const numberWords: Readonly<Record<string, number>> = Object.fromEntries(
  (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen " +
    "eighteen nineteen twenty"
  )
    .split(" ")
    .map((word, value) => [word, value]),
);
