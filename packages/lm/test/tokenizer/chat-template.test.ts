import type { ChatMessage } from "@guru/core";
import { describe, expect, test } from "vitest";
import { compileChatTemplate } from "../../src/tokenizer/chat-template.ts";

const messages: readonly ChatMessage[] = [
  { role: "system", content: "Be brief." },
  { role: "user", content: " 2+2? " },
];
const render = (source: string): string =>
  compileChatTemplate(source, { eos_token: "<e>" }, "a/config.json")(messages);

test("a ChatML template with loops, filters and special tokens is rendered", () => {
  const source = `{%- for message in messages %}
<|{{ message.role }}|>{{ message['content'] | trim + eos_token }}
{%- endfor %}
{%- if add_generation_prompt %}<|assistant|>{% endif %}{% if bos_token is defined %}never{% endif %}`;
  expect(render(source)).toMatchInlineSnapshot(`"<|system|>Be brief.<e><|user|>2+2?<e><|assistant|>"`);
});

test("a template has no clock", () => {
  expect(render("{{ 'clock' if strftime_now is defined else 'none' }}")).toBe("none");
});

test("range counts up and down", () => {
  expect(
    render("{% for i in range(3) %}{{ i }}{% endfor %}{% for i in range(4, 0, -2) %}{{ i }}{% endfor %}"),
  ).toBe("01242");
});

describe("what a template cannot do is an error that names its file", () => {
  test.each([
    [
      "its own refusal",
      "{{ raise_exception('no system role') }}",
      "cannot render these messages: no system role",
    ],
    ["bad syntax", "{% if %}", "cannot be parsed"],
    [
      "a loop without end in sight",
      "{% for i in range(1000) %}{% for j in range(1000) %}{{ i * j }}{% endfor %}{% endfor %}",
      "it does not come to an end",
    ],
    [
      "a huge range",
      "{% for i in range(100000000000) %}{% endfor %}",
      "range() of 100000000000 items is too long",
    ],
    [
      "text that doubles",
      "{% set n = namespace(t='x') %}{% for i in range(40) %}{% set n.t = n.t + n.t %}{% endfor %}",
      "its text grows beyond",
    ],
    ["endless recursion", "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", "cannot render these messages"],
    ["a huge template", "x".repeat(200_001), "200001 characters, at most 200000 are read"],
  ])("%s", (_name, source, reason) => {
    expect(() => render(source)).toThrow(expect.objectContaining({ code: "chat_template" }));
    expect(() => render(source)).toThrow(reason);
    expect(() => render(source)).toThrow("a/config.json");
  });
});
