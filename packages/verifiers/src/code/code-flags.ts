import type { IntegrityFlag } from "@guru/core";

const signs: readonly (readonly [IntegrityFlag["kind"], RegExp])[] = [
  ["early_exit", /\b(?:_exit|sys\.exit|exit|quit|abort|SystemExit)\b/],
  [
    "tamper",
    /\b(?:__eq__|__ne__|__hash__|__subclasses__|__globals__|__builtins__|_getframe|settrace|setprofile|ctypes|gc|atexit|inspect)\b|\/proc\//,
  ],
];

/** Words in code that right answers do not need and attempts on the judge do. They are reported and change no score. */
export function codeFlags(source: string): readonly IntegrityFlag[] {
  return signs.flatMap(([kind, sign]) => {
    const match = sign.exec(source);
    return match === null ? [] : [{ kind, evidence: `${match[0]} at ${match.index}` }];
  });
}
