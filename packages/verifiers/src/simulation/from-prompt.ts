/** What a Code I/O prompt says besides its question. */
export interface CodeioPromptParts {
  readonly program: string;
  /** The given output of an input question, or the given input of an output question. */
  readonly given: string;
}

const beforeGiven = /Given the following (?:output|input):/g;
const afterGiven = "Can you predict";
const beforeProgram = "not copy spans of code directly.";
const entryPoint = /^def[ \t]+main_solution\b/m;

/** Reads the reference program and the given value out of a prompt of GURU, whose rows have them nowhere else. */
export function codeioPromptParts(prompt: string): CodeioPromptParts | undefined {
  const tip = prompt.lastIndexOf(beforeProgram);
  if (tip < 0) return undefined;
  const asked = prompt.lastIndexOf(afterGiven, tip);
  const starts = [...prompt.slice(0, Math.max(0, asked)).matchAll(beforeGiven)];
  const start = starts.at(-1);
  const program = programOf(prompt.slice(tip + beforeProgram.length));
  if (start === undefined || program === undefined) return undefined;
  return { program, given: prompt.slice(start.index + start[0].length, asked).trim() };
}

/** The program stands bare or in a fence, and instructions may follow it. */
function programOf(text: string): string | undefined {
  const lines = text.split("\n");
  const opened = lines.findIndex((line) => /^```(?:python)?\s*$/.test(line));
  const closed = opened < 0 ? -1 : lines.findIndex((line, index) => index > opened && line.startsWith("```"));
  const inFence = closed > opened ? lines.slice(opened + 1, closed) : lines;
  const instruction = inFence.findIndex((line) => line.startsWith("Please output the final answer"));
  const program = inFence
    .slice(0, instruction < 0 ? inFence.length : instruction)
    .join("\n")
    .trim();
  return entryPoint.test(program) ? program : undefined;
}

/** The arguments in `assert f(…) == ??`, which a CruxEval prompt for an output ends its code with. */
export function cruxevalPromptInput(prompt: string): string | undefined {
  const end = prompt.lastIndexOf("== ??");
  const start = end < 0 ? -1 : prompt.lastIndexOf("assert f(", end);
  if (start < 0) return undefined;
  const call = prompt.slice(start + "assert f(".length, end).trimEnd();
  return call.endsWith(")") ? call.slice(0, -1) : undefined;
}
