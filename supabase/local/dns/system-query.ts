import { Resolver } from "node:dns/promises";
import { broken, type DnsQuery, type DnsRow, type RawAnswer, silent } from "#functions/_shared/dns/dns-query.ts";

/** Node's codes for "the name is not there", "no such record", "nobody answers"; every other one is a broken answer. */
function outcomeOf(error: unknown): RawAnswer {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ENOTFOUND") return { outcome: "nxdomain", rows: [], negativeTtl: null };
  if (code === "ENODATA") return { outcome: "ok", rows: [], negativeTtl: null };
  return code === "ETIMEOUT" || code === "ECONNREFUSED" || code === "ECANCELLED" ? silent : broken;
}

type AskedOf = Pick<Resolver, "resolve4" | "resolve6" | "resolveMx" | "resolvePtr" | "resolveTxt" | "resolveNs">;

/** How long "this resolver knows nothing of the internet" is believed. */
const blindForMs = 60_000;

/**
 * Closed networks have resolvers that deny every name of the internet. A denial counts only from one that knows `com`;
 * from any other it would make good addresses wrong.
 */
function createSight(resolver: AskedOf, now: () => number): () => Promise<boolean> {
  let asked: Promise<boolean> | null = null;
  let until = 0;
  return () => {
    if (asked === null || now() > until) {
      until = Number.POSITIVE_INFINITY;
      asked = resolver.resolveNs("com").then(
        (servers) => servers.length > 0,
        () => false,
      );
      void asked.then((sees) => {
        until = sees ? Number.POSITIVE_INFINITY : now() + blindForMs;
      });
    }
    return asked;
  };
}

/** The machine's own resolver, as set up in the operating system. Node only: Deno gives one code for all faults. */
export function systemQuery(
  resolver: AskedOf = new Resolver({ timeout: 2_000, tries: 2 }),
  now: () => number = Date.now,
): DnsQuery {
  const seesTheInternet = createSight(resolver, now);
  // Node does not tell the TTL of every type.
  const ttl = 300;
  return async (name, type) => {
    const row = (data: string, rowTtl = ttl): DnsRow => ({ name, type, ttl: rowTtl, data });
    try {
      const rows = await (async () => {
        switch (type) {
          case "A":
            return (await resolver.resolve4(name, { ttl: true })).map((entry) => row(entry.address, entry.ttl));
          case "AAAA":
            return (await resolver.resolve6(name, { ttl: true })).map((entry) => row(entry.address, entry.ttl));
          case "MX":
            return (await resolver.resolveMx(name)).map(({ priority, exchange }) =>
              row(`${priority} ${exchange || "."}`),
            );
          case "PTR":
            return (await resolver.resolvePtr(name)).map((host) => row(host));
          case "TXT":
            return (await resolver.resolveTxt(name)).map((parts) => row(parts.join("")));
        }
      })();
      return { outcome: "ok", rows, negativeTtl: null };
    } catch (error) {
      const answer = outcomeOf(error);
      return answer.outcome === "nxdomain" && !(await seesTheInternet()) ? silent : answer;
    }
  };
}
