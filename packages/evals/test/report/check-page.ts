/** A tag of a page, in order. */
interface Tag {
  readonly name: string;
  readonly kind: "open" | "close" | "void";
  readonly attributes: readonly string[];
}

const voidElements = new Set(["meta", "line", "circle", "rect", "polyline"]);

/** Every tag of a page; the text of the style is skipped, as a browser does. */
export function readTags(page: string): Tag[] {
  const body = page.replace(/<style>[^<]*<\/style>/, "<style></style>");
  return [...body.matchAll(/<(\/?)([a-zA-Z0-9!]+)((?:\s+[a-zA-Z0-9:-]+(?:="[^"<>]*")?)*)\s*(\/?)>/g)].map(
    (match) => ({
      name: (match[2] ?? "").toLowerCase(),
      kind: match[1] === "/" ? "close" : match[4] === "/" ? "void" : "open",
      attributes: [...(match[3] ?? "").matchAll(/\s([a-zA-Z0-9:-]+)="[^"]*"/g)].map(
        (attribute) => attribute[1] ?? "",
      ),
    }),
  );
}

/** What is wrong with a page: stray brackets, tags that do not pair up, repeated attributes. */
export function checkPage(page: string): string[] {
  const tags = readTags(page);
  const problems: string[] = [];
  const brackets = page.match(/</g)?.length ?? 0;
  if (brackets !== tags.length) problems.push(`${brackets} opening brackets for ${tags.length} tags`);
  const open: string[] = [];
  for (const { name, kind, attributes } of tags.slice(1)) {
    if (new Set(attributes).size !== attributes.length) problems.push(`<${name}> repeats an attribute`);
    if (kind === "void" && !voidElements.has(name)) problems.push(`<${name}/> may not close itself`);
    if (kind === "open") open.push(name);
    if (kind === "close" && open.pop() !== name) problems.push(`</${name}> closes something else`);
  }
  if (tags[0]?.name !== "!doctype") problems.push("no doctype");
  if (open.length > 0) problems.push(`never closed: ${open.join(", ")}`);
  return problems;
}
