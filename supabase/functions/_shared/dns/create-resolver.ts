import type { DnsAnswer, MxRow, Resolver } from "#core/verification/dns/resolver-port.ts";
import { createAnswerCache } from "./answer-cache.ts";
import { bareName, type DnsQuery, type DnsRow, type DnsType, type RawAnswer } from "./dns-query.ts";
import { withShortCircuit } from "./short-circuit.ts";

const minute = 60;
const hour = 60 * minute;
const maxAliases = 8;
/** Bounds what a hostile zone can make us keep and ask. */
const maxRows = 20;

/** A fault is worth another try soon; a negative answer holds an hour at most; a day is long enough for any other. */
function ttlOf({ outcome, ttl }: DnsAnswer<unknown>): number {
  if (outcome === "servfail" || outcome === "timeout") return 30;
  return outcome === "ok" ? Math.min(Math.max(ttl, 30), 24 * hour) : Math.min(Math.max(ttl, 30), hour);
}

/** The rows of the wanted type for a name, along the aliases in the answer; where the chain leaves the answer, its end. */
function followAliases(rows: readonly DnsRow[], name: string, type: DnsType): { rows: DnsRow[]; next: string | null } {
  let current = name;
  for (let hops = 0; hops <= maxAliases; hops += 1) {
    const wanted = rows.filter((row) => row.type === type && bareName(row.name) === current);
    if (wanted.length > 0) return { rows: wanted, next: null };
    const alias = rows.find((row) => row.type === "CNAME" && bareName(row.name) === current);
    if (alias === undefined) return { rows: [], next: current === name ? null : current };
    current = bareName(alias.data);
  }
  return { rows: [], next: name };
}

/** Asks, and asks on where a server answers with a bare alias. A loop of aliases is a broken zone. */
async function ask(query: DnsQuery, name: string, type: DnsType): Promise<DnsAnswer<DnsRow>> {
  let current = name;
  let raw: RawAnswer = await query(current, type);
  for (let hops = 0; hops < maxAliases; hops += 1) {
    if (raw.outcome !== "ok") return { outcome: raw.outcome, rows: [], ttl: raw.negativeTtl ?? 5 * minute };
    const found = followAliases(raw.rows, current, type);
    if (found.rows.length > 0) {
      const rows = found.rows.slice(0, maxRows);
      return { outcome: "ok", rows, ttl: Math.min(...rows.map(({ ttl }) => ttl)) };
    }
    if (found.next === null) return { outcome: "nodata", rows: [], ttl: raw.negativeTtl ?? 5 * minute };
    current = found.next;
    raw = await query(current, type);
  }
  return { outcome: "servfail", rows: [], ttl: 5 * minute };
}

function readMx(row: DnsRow): MxRow | null {
  const match = /^\s*(\d{1,5})\s+(\S{1,255})\s*$/.exec(row.data);
  return match === null ? null : { preference: Number(match[1]), exchange: bareName(match[2] ?? "") };
}

/**
 * The resolver that verification uses, over any way of asking: aliases followed, answers kept by their TTL and shared
 * by everybody in the process, and no waiting for a resolver that is gone.
 */
export function createResolver(options: { query: DnsQuery; now: () => number; asksReserved: boolean }): Resolver {
  const query = withShortCircuit(options.query, options.now);
  const cache = { now: options.now, maxEntries: 50_000, ttlSeconds: ttlOf };
  const mxCache = createAnswerCache<DnsAnswer<MxRow>>(cache);
  const addressCache = createAnswerCache<DnsAnswer<string>>(cache);

  async function askMx(domain: string): Promise<DnsAnswer<MxRow>> {
    const answer = await ask(query, domain, "MX");
    const rows = answer.rows.map(readMx).filter((row) => row !== null);
    // Rows nobody can read are a broken zone, not an empty one.
    if (answer.outcome === "ok" && rows.length === 0) return { outcome: "servfail", rows: [], ttl: answer.ttl };
    return { ...answer, rows };
  }

  async function askAddresses(host: string): Promise<DnsAnswer<string>> {
    const four = await ask(query, host, "A");
    if (four.outcome === "ok") return { ...four, rows: four.rows.map(({ data }) => data) };
    if (four.outcome === "nxdomain" || four.outcome === "timeout") return { ...four, rows: [] };
    const six = await ask(query, host, "AAAA");
    if (six.outcome === "ok") return { ...six, rows: six.rows.map(({ data }) => data) };
    // One of the two unanswered: the host may well have an address.
    return four.outcome === "servfail" ? { ...four, rows: [] } : { ...six, rows: [] };
  }

  return {
    mx: (domain) => mxCache(domain, () => askMx(domain)),
    addresses: (host) => addressCache(host, () => askAddresses(host)),
    asksReserved: options.asksReserved,
  };
}
