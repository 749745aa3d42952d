import { createHash, timingSafeEqual } from "node:crypto";

/** What of a request decides whether it is let in. */
export interface Approach {
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly authorization: string | undefined;
}

/** Why a request is turned away. */
export interface Refusal {
  readonly status: 401 | 403;
  readonly code: "host_refused" | "origin_refused" | "token_missing" | "token_wrong";
  readonly message: string;
}

/** Who may come in, and what they may do. */
export interface AccessRules {
  /** Host names that a request may have been sent to, in lower case and without port. */
  readonly hosts: ReadonlySet<string>;
  readonly token: string | undefined;
  /** Everything but the health check needs the token. */
  readonly tokenEverywhere: boolean;
}

const loopbackHosts = ["localhost", "127.0.0.1", "[::1]"];

/** Whether only programs of this machine can reach an address. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}

/** The host names under which a server that listens at `host` may be addressed. */
export function allowedHosts(host: string, others: readonly string[]): ReadonlySet<string> {
  const own = host.includes(":") ? `[${host}]` : host;
  const names = isLoopback(host) ? [...loopbackHosts, own] : [own];
  return new Set([...names, ...others].map((name) => name.toLowerCase()));
}

/**
 * Turns away what a web page may have sent: it can post to loopback addresses, and by DNS rebinding also read the reply. So the
 * host must be one of ours, and an origin, which browsers add, the same one.
 */
export function refuseForeign(approach: Approach, rules: AccessRules): Refusal | undefined {
  const host = hostName(approach.host);
  if (host === undefined || !rules.hosts.has(host)) {
    const message = `the Host ${quote(approach.host)} is none of ${[...rules.hosts].join(", ")}; allow it when the server is started`;
    return { status: 403, code: "host_refused", message };
  }
  if (approach.origin === undefined) return undefined;
  const origin = /^https?:\/\/([^/]+)$/i.exec(approach.origin)?.[1];
  if (origin?.toLowerCase() === approach.host?.toLowerCase()) return undefined;
  const message = `requests of web pages of ${quote(approach.origin)} are not taken`;
  return { status: 403, code: "origin_refused", message };
}

/** Turns away a request that needs the token and has none, and any that has a wrong one. */
export function refuseWithoutToken(
  { authorization }: Approach,
  rules: AccessRules,
  needed: boolean,
): Refusal | undefined {
  if (authorization === undefined) {
    if (!needed) return undefined;
    const message =
      rules.token === undefined
        ? "this needs a token, and the server was started without one"
        : "this needs the header `Authorization: Bearer <token>`";
    return { status: 401, code: "token_missing", message };
  }
  const given = /^Bearer\s+(\S+)\s*$/i.exec(authorization)?.[1];
  if (given !== undefined && rules.token !== undefined && equalSecrets(given, rules.token)) return undefined;
  return { status: 401, code: "token_wrong", message: "the token is not the one of this server" };
}

/** Compares digests, so that neither length nor content shows in the time it takes. */
function equalSecrets(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

function hostName(host: string | undefined): string | undefined {
  return /^(\[[^\]]*\]|[^:]+)(?::\d+)?$/.exec(host ?? "")?.[1]?.toLowerCase();
}

function quote(text: string | undefined): string {
  return text === undefined ? "(none)" : JSON.stringify(text.slice(0, 100));
}
