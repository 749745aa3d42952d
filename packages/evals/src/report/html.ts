const markup: unique symbol = Symbol("markup");

/** Text that is HTML already. Only {@link html} makes it, so nothing from outside can pass for it. */
export interface Markup {
  readonly [markup]: string;
}

/** What a template may hold: text is escaped, markup is not, `undefined` is nothing. */
export type Content = string | number | Markup | readonly Content[] | undefined;

/**
 * A template tag for HTML: every string put into it is escaped, for text and for quoted attributes alike. Never put
 * content into a tag's name, an unquoted attribute, a style or a URL.
 */
export function html(parts: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  const text = parts.map((part, index) => part + renderContent(contents[index])).join("");
  return { [markup]: text };
}

/** The HTML text of some markup. */
export function renderMarkup(content: Markup): string {
  return content[markup];
}

function renderContent(content: Content): string {
  if (content === undefined) return "";
  if (typeof content === "number") return String(content);
  if (typeof content === "string") return escapeText(content);
  if (isList(content)) return content.map(renderContent).join("");
  return content[markup];
}

function isList(content: Markup | readonly Content[]): content is readonly Content[] {
  return Array.isArray(content);
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * Escapes HTML's special characters and spells out what cannot be seen or turns the writing direction: control
 * characters, bidirectional overrides and lone surrogates could otherwise make a response look like another.
 */
export function escapeText(text: string): string {
  return Array.from(text, (character) => entities[character] ?? visible(character)).join("");
}

function visible(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hidden =
    (code < 0x20 && character !== "\n" && character !== "\t") ||
    (code >= 0x7f && code < 0xa0) ||
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x2028 && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x206f) ||
    (code >= 0xd800 && code <= 0xdfff) ||
    (code >= 0xfff9 && code <= 0xfffb) ||
    (code & 0xfffe) === 0xfffe ||
    (code >= 0xfdd0 && code <= 0xfdef) ||
    code === 0xfeff ||
    (code >= 0xe0000 && code <= 0xe0fff);
  return hidden ? `⟦U+${code.toString(16).toUpperCase().padStart(4, "0")}⟧` : character;
}
