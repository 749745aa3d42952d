import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderReport, type ReportInput, type ReportSample, RunSummary } from "../../src/index.ts";
import { makeRun } from "../fixtures/make-run.ts";
import { checkPage, readTags } from "./check-page.ts";

const run = await makeRun();
const input: ReportInput = { ...run, config: { name: "example", seed: 1 } };
const page = renderReport(input);
/** A page's text without its tags. */
const textOf = (markup: string): string =>
  markup
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
const sample: ReportSample = {
  domain: "math",
  when: "step 1",
  prompt: "p",
  response: "r",
  gold: "g",
  reward: 0,
};

describe("a report", () => {
  test("is a well-formed page", () => {
    expect(checkPage(page)).toEqual([]);
  });

  test("needs nothing from outside and runs nothing", () => {
    const tags = readTags(page);
    const names = new Set(tags.map(({ name }) => name));
    for (const name of ["script", "link", "img", "iframe", "object", "image", "use", "a", "base", "form"]) {
      expect(names).not.toContain(name);
    }
    const attributes = new Set(tags.flatMap((tag) => tag.attributes));
    for (const name of ["src", "href", "xlink:href", "style", "action"])
      expect(attributes).not.toContain(name);
    expect([...attributes].filter((name) => name.startsWith("on"))).toEqual([]);
    expect(page).not.toMatch(/url\(|@import|https?:|\/\/[a-z]/i);
    expect(page).toContain("default-src 'none'");
  });

  test("is the same for the same input", () => {
    expect(renderReport(structuredClone(input))).toBe(page);
    expect(
      renderReport({ ...input, summary: RunSummary.parse(JSON.parse(JSON.stringify(input.summary))) }),
    ).toBe(page);
  });

  test("shows every domain's curve, score, gain and samples", () => {
    for (const domain of ["math", "code", "science", "logic", "simulation", "tabular"]) {
      expect(page).toContain(`<figcaption>${domain}</figcaption>`);
      expect(page.match(new RegExp(`<th scope="row">${domain}</th>`, "g"))).toHaveLength(3);
      expect(textOf(page)).toContain(`${domain} 6 responses`);
    }
    expect(page).toContain("Where the rise comes from");
    expect(page).toContain("KL to the start");
    expect(page).toContain("actor/lr");
  });

  test("shows prompt, response, answer, gold and reward of a sample", () => {
    const own = {
      ...sample,
      prompt: "1+1=?",
      response: "2#2",
      extracted: "two",
      gold: "2",
      reward: 0.5,
      reason: "near",
    };
    const card = /<article[\s\S]*?<\/article>/.exec(renderReport({ ...input, samples: [own] }))?.[0] ?? "";
    expect(textOf(card)).toBe("step 1 · near reward 0.5 prompt 1+1=? response 2#2 answer two gold 2");
  });

  test("says that an answer was not found, and nothing where the verdict does not say", () => {
    const cardOf = (extracted: string | null | undefined): string =>
      textOf(renderReport({ ...input, samples: [{ ...sample, extracted }] }));
    expect(cardOf(null)).toContain("answer none found gold g");
    expect(cardOf(undefined)).toContain("response r gold g");
  });

  test("shortens what is long and marks what was not judged", () => {
    const own = { ...sample, response: "x".repeat(100_000), reward: undefined };
    const long = renderReport({ ...input, samples: [own] });
    expect(long).toContain("98000 more characters");
    expect(long).toContain("unscored");
    expect(long.length).toBeLessThan(page.length + 3000);
  });

  test("stays small for a long run", () => {
    const metrics = Array.from({ length: 20_000 }, (_, index) => ({
      step: index + 1,
      "critic/score/math/mean": 0.5,
    }));
    expect(renderReport({ ...input, metrics }).length).toBeLessThan(300_000);
  });

  test("is well-formed with next to nothing in it", () => {
    const { tasks, samples, unscored } = input.summary.overall;
    const overall = { tasks, samples, unscored, passAtK: [], levels: [] };
    const summary = { ...input.summary, overall, domains: [] };
    const bare = renderReport({ summary, metrics: [], samples: [] });
    expect(checkPage(bare)).toEqual([]);
    expect(bare).toContain("No training step was recorded.");
    expect(bare).toContain("No responses were kept.");
    expect(bare).not.toMatch(/NaN|undefined|Infinity/);
  });

  test("draws metrics that do not move, are missing at times or are not finite", () => {
    const metrics = [
      { step: 1, constant: 3, rare: 1 },
      { step: 2, constant: 3, wild: Number.NaN },
      { step: 3, constant: 3, wild: Number.POSITIVE_INFINITY },
    ];
    const odd = renderReport({ ...input, metrics });
    expect(checkPage(odd)).toEqual([]);
    expect(odd).not.toMatch(/NaN|Infinity/);
  });

  test("names the domains left out and why", () => {
    const summary = { ...input.summary, leftOut: [{ domain: "code" as const, reason: "no <python3>" }] };
    expect(renderReport({ ...input, summary })).toContain("left out: no &lt;python3&gt;");
  });
});

describe("hostile content", () => {
  const attack = `</pre></style></title><script>alert(1)</script><img src=x onerror=alert(1)>"'><svg onload=alert(1)>&lt;`;
  const clean = readTags(renderReport({ ...input, metrics: [], samples: [sample] })).length;

  test("adds no tag to the page, wherever it comes in", () => {
    const summary = { ...input.summary, name: attack, engine: attack, model: attack, whatHappened: attack };
    const samples = [
      {
        ...sample,
        prompt: attack,
        response: attack,
        extracted: attack,
        gold: attack,
        when: attack,
        reason: attack,
      },
    ];
    const metrics = [...input.metrics, { step: 301, [attack]: 1 }];
    const hostile = renderReport({ summary, metrics, samples, config: { [attack]: attack } });
    expect(checkPage(hostile)).toEqual([]);
    expect(hostile).not.toContain("<script");
    expect(hostile).not.toContain("<img");
  });

  test("never changes the tags of the page, whatever the text", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 80 }),
      fc
        .array(fc.constantFrom("<", ">", "&", '"', "'", "script", "/", "-->", "]]>", "<!--"), {
          maxLength: 12,
        })
        .map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(text, text, (prompt, response) => {
        const hostile = renderReport({ ...input, metrics: [], samples: [{ ...sample, prompt, response }] });
        expect(readTags(hostile)).toHaveLength(clean);
        expect(hostile.split("<")).toHaveLength(clean + 1);
      }),
      { numRuns: 40 },
    );
  });
});
