import fc from "fast-check";
import { expect, test } from "vitest";
import { escapeText, html, renderMarkup } from "../../src/report/html.ts";

const anyText = fc.string({ unit: "binary", maxLength: 60 });

test("content never opens or closes a tag, ends an attribute or starts an entity of its own", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const page = renderMarkup(html`<p title="${text}">${text}</p>`);
      expect(page.match(/[<>]/g)).toEqual(["<", ">", "<", ">"]);
      expect(page.match(/"/g)).toHaveLength(2);
      expect(escapeText(text).replace(/&(?:amp|lt|gt|quot|#39);/g, "")).not.toMatch(/[&<>"']/);
    }),
  );
});

test("visible text comes back unchanged when entities are read", () => {
  const read = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'" } as Record<
    string,
    string
  >;
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(escapeText(text).replace(/&[a-z#0-9]+;/g, (entity) => read[entity] ?? "")).toBe(text);
    }),
  );
});

test.each([
  ["a control character", "a\u0000b\u001b[31m", "a⟦U+0000⟧b⟦U+001B⟧[31m"],
  ["a carriage return", "a\rb", "a⟦U+000D⟧b"],
  ["a writing direction override", "x\u202ey", "x⟦U+202E⟧y"],
  ["a zero-width character", "1\u200b2", "1⟦U+200B⟧2"],
  ["a lone surrogate", "\ud800", "⟦U+D800⟧"],
  ["an invisible tag character", "\u{e0041}", "⟦U+E0041⟧"],
])("%s is spelled out", (_name, text, shown) => {
  expect(escapeText(text)).toBe(shown);
});

test("line breaks, tabs and letters of any script stay", () => {
  expect(escapeText("a\n\tæ 漢 🙂")).toBe("a\n\tæ 漢 🙂");
});

test("markup nests without being escaped again, and nothing is shown for what is missing", () => {
  const inner = html`<b>${"<&>"}</b>`;
  expect(renderMarkup(html`<p>${[inner, undefined, 7]}</p>`)).toBe("<p><b>&lt;&amp;&gt;</b>7</p>");
});

test("an object shaped like markup does not pass for it", () => {
  const forged = JSON.parse('{"markup":"<script>"}') as never;
  expect(renderMarkup(html`<p>${forged}</p>`)).not.toContain("<script>");
});
