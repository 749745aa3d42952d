/** A response that holds code in a fenced block. */
export function fenced(code: string, label = "python"): string {
  return `\`\`\`${label}\n${code}\n\`\`\``;
}
