import type { FastifyInstance } from "fastify";
import { Row } from "./schemas.ts";
import { z } from "zod";

/** Adds the API's description: `/openapi.json`, and `/docs` for reading it without any script. */
export function addDescription(scope: FastifyInstance): void {
  const describe = () => {
    const document = scope.swagger() as unknown as OpenApiDocument;
    const schemas = { ...document.components?.schemas, Row: z.toJSONSchema(Row, { io: "input" }) };
    return { ...document, components: { ...document.components, schemas } };
  };
  scope.get("/openapi.json", { schema: { hide: true } }, describe);
  scope.get("/docs", { schema: { hide: true } }, async (_request, reply) => {
    await reply
      .type("text/html; charset=utf-8")
      .header("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'")
      .send(page(describe()));
  });
}

interface OpenApiDocument {
  readonly info: { readonly title: string };
  readonly paths?: Readonly<Record<string, object | undefined>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, unknown>> };
}

function page(document: OpenApiDocument): string {
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods ?? {}).map(([method, operation]) =>
      section(`${method.toUpperCase()} ${path}`, operation),
    ),
  );
  const schemas = Object.entries(document.components?.schemas ?? {}).map(([name, schema]) =>
    section(name, schema),
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${escape(document.info.title)}</title>
<style>body { font: 16px/1.5 system-ui; max-width: 60rem; margin: 2rem auto; padding: 0 1rem } pre { overflow-x: auto }</style>
<h1>${escape(document.info.title)}</h1>
<p>The same as <a href="/openapi.json">OpenAPI</a>.</p>
<h2>Requests</h2>
${operations.join("\n")}
<h2>Values</h2>
${schemas.join("\n")}
</html>
`;
}

function section(title: string, content: unknown): string {
  const body = escape(JSON.stringify(content, null, 2));
  return `<details><summary><code>${escape(title)}</code></summary><pre>${body}</pre></details>`;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
