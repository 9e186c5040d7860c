import { Resolver } from "node:dns/promises";
import { broken, type DnsQuery, type DnsRow, type RawAnswer, silent } from "#functions/_shared/dns/dns-query.ts";

/** Node's codes for "the name is not there", "no such record", "nobody answers"; every other one is a broken answer. */
function outcomeOf(error: unknown): RawAnswer {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ENOTFOUND") return { outcome: "nxdomain", rows: [], negativeTtl: null };
  if (code === "ENODATA") return { outcome: "ok", rows: [], negativeTtl: null };
  return code === "ETIMEOUT" || code === "ECONNREFUSED" || code === "ECANCELLED" ? silent : broken;
}

/** The machine's own resolver, as set up in the operating system. Node only: Deno gives one code for all faults. */
export function systemQuery(): DnsQuery {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
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
      return outcomeOf(error);
    }
  };
}
