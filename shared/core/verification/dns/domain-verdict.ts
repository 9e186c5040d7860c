import { mailProvider } from "./mail-provider.ts";
import { isPublicAddress } from "./public-address.ts";
import { isReservedDomain } from "./reserved-domain.ts";
import type { DnsAnswer, DnsOutcome, MxRow } from "./resolver-port.ts";

export interface MailHost {
  host: string;
  preference: number;
  /** Addresses a probe may use; empty when they were not asked for or nobody could tell. */
  addresses: readonly string[];
}

/** Stable words. `ok` aside, the last three mean that nothing is known. */
export type DomainReason =
  | "ok"
  | "domain_not_found"
  | "null_mx"
  | "no_mx"
  | "mx_unresolvable"
  | "mx_target_not_public"
  | "dns_error"
  | "dns_timeout"
  | "reserved_domain";

export interface DomainVerdict {
  /** Null: nobody could tell. */
  exists: boolean | null;
  acceptsMail: boolean | null;
  /** In the order in which a sender tries them. */
  hosts: readonly MailHost[];
  via: "mx" | "implicit" | null;
  provider: string | null;
  reason: DomainReason;
}

export interface ZoneAnswers {
  domain: string;
  mx: DnsAnswer<MxRow>;
  /** Address answers by host name: of the MX targets, or of the domain itself when it has no MX. */
  addresses: ReadonlyMap<string, DnsAnswer<string>>;
  /** Let private addresses pass: tests and closed networks. */
  allowPrivate: boolean;
}

const dnsFault = (outcome: DnsOutcome): DomainReason => (outcome === "timeout" ? "dns_timeout" : "dns_error");
const isFault = (outcome: DnsOutcome): boolean => outcome === "servfail" || outcome === "timeout";

const nothing = { hosts: [], via: null, provider: null } as const;

export const unknownDomain = (reason: DomainReason): DomainVerdict => ({
  exists: null,
  acceptsMail: null,
  ...nothing,
  reason,
});

/** Targets worth trying, best first; the empty target of a null MX beside real ones is ignored (RFC 7505 section 3). */
export function mailTargets(rows: readonly MxRow[]): MxRow[] {
  const best = new Map<string, MxRow>();
  for (const row of [...rows].sort((a, b) => a.preference - b.preference)) {
    if (row.exchange !== "" && !best.has(row.exchange)) best.set(row.exchange, row);
  }
  return [...best.values()];
}

/** The names whose addresses have to be known before `judgeDomain` can tell whether mail is accepted. */
export function addressQuestions(domain: string, mx: DnsAnswer<MxRow>): string[] {
  if (mx.outcome === "ok") return mailTargets(mx.rows).map(({ exchange }) => exchange);
  return mx.outcome === "nodata" ? [domain] : [];
}

/** Names that never lead to a public server, and targets that are no names at all. */
const isHopeless = (host: string): boolean =>
  /^[\d.]+$/.test(host) ||
  host.includes(":") ||
  !host.includes(".") ||
  /(?:^|\.)(?:localhost|local|internal)$/.test(host);

/** Level 2 alone: does the name exist? An MX question answers that without a second one. */
export function judgeExistence(mx: DnsAnswer<MxRow>): DomainVerdict {
  if (mx.outcome === "nxdomain") return { exists: false, acceptsMail: false, ...nothing, reason: "domain_not_found" };
  if (isFault(mx.outcome)) return unknownDomain(dnsFault(mx.outcome));
  const targets = mailTargets(mx.rows);
  if (mx.outcome === "ok" && targets.length === 0) {
    return { exists: true, acceptsMail: false, ...nothing, reason: "null_mx" };
  }
  const hosts = targets.map(({ exchange, preference }) => ({ host: exchange, preference, addresses: [] }));
  return {
    exists: true,
    acceptsMail: null,
    hosts,
    via: hosts.length > 0 ? "mx" : null,
    provider: mailProvider(hosts.map(({ host }) => host)),
    reason: "ok",
  };
}

/** Levels 2 and 3: whether a domain exists and takes mail, where, and why not (RFC 5321 section 5.1, RFC 7505). */
export function judgeDomain(zone: ZoneAnswers): DomainVerdict {
  const verdict = judgeExistence(zone.mx);
  if (verdict.exists !== true || verdict.reason === "null_mx") return verdict;
  if (verdict.hosts.length === 0) return judgeImplicit(zone);

  const usable: MailHost[] = [];
  let refused = false;
  let doubtful = false;
  for (const { host, preference } of verdict.hosts) {
    if (isHopeless(host) && !zone.allowPrivate) {
      refused = true;
      continue;
    }
    const answer = zone.addresses.get(host);
    // Not asked, or no answer: the host stands, because nothing speaks against it.
    if (answer === undefined || isFault(answer.outcome)) {
      doubtful ||= answer !== undefined;
      usable.push({ host, preference, addresses: [] });
      continue;
    }
    if (answer.outcome !== "ok") {
      refused ||= isHopeless(host);
      continue;
    }
    const allowed = answer.rows.filter((address) => zone.allowPrivate || isPublicAddress(address));
    if (allowed.length > 0) usable.push({ host, preference, addresses: allowed });
    else refused = true;
  }
  const named = { ...verdict, hosts: usable };
  if (usable.some(({ addresses }) => addresses.length > 0) || (usable.length > 0 && !doubtful)) {
    return { ...named, acceptsMail: true, via: "mx" };
  }
  if (doubtful) return { ...named, acceptsMail: null, reason: faultOf(zone) };
  return { ...named, acceptsMail: false, via: null, reason: refused ? "mx_target_not_public" : "mx_unresolvable" };
}

function faultOf(zone: ZoneAnswers): DomainReason {
  for (const { outcome } of zone.addresses.values()) if (outcome === "servfail") return "dns_error";
  return "dns_timeout";
}

function judgeImplicit({ domain, addresses, allowPrivate }: ZoneAnswers): DomainVerdict {
  const base = { exists: true, ...nothing };
  const answer = addresses.get(domain);
  if (answer === undefined) return { ...base, acceptsMail: null, reason: "dns_timeout" };
  if (isFault(answer.outcome)) return { ...base, acceptsMail: null, reason: dnsFault(answer.outcome) };
  if (answer.outcome !== "ok") return { ...base, acceptsMail: false, reason: "no_mx" };
  const allowed = answer.rows.filter((address) => allowPrivate || isPublicAddress(address));
  if (allowed.length === 0) return { ...base, acceptsMail: false, reason: "mx_target_not_public" };
  const host: MailHost = { host: domain, preference: 0, addresses: allowed };
  return { ...base, acceptsMail: true, hosts: [host], via: "implicit", reason: "ok" };
}

/** Reserved names are asked only of a resolver that the user named; elsewhere their state is not known. */
export function mayAsk(domain: string, asksReserved: boolean): boolean {
  return asksReserved || !isReservedDomain(domain);
}
