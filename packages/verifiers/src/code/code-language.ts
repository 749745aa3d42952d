import type { ProgramLanguage } from "../sandbox/program.ts";

/** What a fenced block of each language is labelled with, in lower case. */
const labels: Readonly<Record<ProgramLanguage, readonly string[]>> = {
  python: ["python", "py", "python3", "py3"],
  javascript: ["javascript", "js", "node", "nodejs", "mjs", "cjs"],
  cpp: ["cpp", "c++", "cc", "cxx", "c++11", "c++14", "c++17", "c++20", "c++23", "cpp17", "cpp20"],
};

/** The language that a label names. */
export function languageOfLabel(label: string): ProgramLanguage | undefined {
  for (const language of ["python", "javascript", "cpp"] as const) {
    if (labels[language].includes(label)) return language;
  }
  return undefined;
}

/** Ways of writing to the standard output, one of which a program needs. */
const output: Readonly<Record<ProgramLanguage, RegExp>> = {
  python: /\bprint\b|\bstdout\b|\bos\.write\b/,
  javascript: /\bconsole\b|\bstdout\b|\bwriteSync\b|\bwriteFileSync\b/,
  cpp: /\bmain\b/,
};

/** Whether a text could be a whole program of the language, and not sample input or an example of a call. */
export function couldPrint(text: string, language: ProgramLanguage): boolean {
  return output[language].test(text);
}
