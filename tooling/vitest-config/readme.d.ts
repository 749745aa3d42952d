/** Runs the first TypeScript block of a package's README as a program; `promised` are its `// → text` lines. */
export function runReadmeExample(packageFolder: string): { printed: string[]; promised: string[] };
