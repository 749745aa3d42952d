/** Whether Python code gives a name a meaning at its top: as a function, a class or a variable. */
export function definesName(code: string, name: string): boolean {
  const defined = String.raw`(?:(?:async[ \t]{1,8})?def|class)[ \t]{1,8}${name}[ \t]{0,8}[(:[]`;
  const assigned = String.raw`${name}[ \t]{0,8}(?:=(?!=)|:[^\n]{1,200}=)`;
  return new RegExp(`^(?:${defined}|${assigned})`, "m").test(code);
}

/** Whether Python code defines any function, class or lambda at its top. */
export function definesAnything(code: string): boolean {
  return /^(?:(?:async[ \t]{1,8})?def|class)[ \t]|^[A-Za-z_]\w{0,80}[ \t]{0,8}=[ \t]{0,8}lambda\b/m.test(
    code,
  );
}

/** The name at the start of an entry point: `Solution` of `Solution().add`. */
export function entryName(entryPoint: string): string {
  return /^\w+/.exec(entryPoint)?.[0] ?? entryPoint;
}

/** What a test without an entry point seems to judge: what it imports, hands to `check` or calls in an assertion. */
export function namesJudged(test: string, module: string): readonly string[] {
  const importing = new RegExp(
    String.raw`^[ \t]{0,40}from[ \t]{1,8}${module}[ \t]{1,8}import[ \t(]{1,8}([^\n]{1,400})`,
    "gm",
  );
  const imported = firstGroups(test, importing);
  if (imported.length > 0)
    return imported.flatMap((list) => firstGroups(list, /(?:^|,)[ \t]{0,8}([A-Za-z_]\w{0,80})/g));
  const checked = firstGroups(test, /^check\w{0,40}\([ \t]{0,8}([A-Za-z_]\w{0,80})/gm);
  if (checked.length > 0) return checked;
  return firstGroups(test, /\bassert[ \t]{1,8}(?:not[ \t]{1,8})?\(?([A-Za-z_]\w{0,80})\(/g);
}

function firstGroups(text: string, pattern: RegExp): string[] {
  const found = new Set<string>();
  for (const [, group = ""] of text.matchAll(pattern)) {
    found.add(group);
    if (found.size >= 16) break;
  }
  return [...found];
}
