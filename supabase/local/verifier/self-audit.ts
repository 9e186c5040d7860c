import { isPublicAddress } from "#core/verification/dns/public-address.ts";
import type { Resolver } from "#core/verification/dns/resolver-port.ts";
import { reversedAddress, reverseName } from "#core/verification/dns/reverse-name.ts";
import type { VerifierAudit } from "#functions/_shared/db/verification.ts";
import { bareName, type DnsQuery } from "#functions/_shared/dns/dns-query.ts";
import type { SmtpIdentity } from "./ask-host.ts";
import { SmtpConnection } from "./smtp-connection.ts";

/** Mail services that take connections from anybody: if neither answers, port 25 is closed here. */
const callable = ["gmail.com", "outlook.com"];
/** What receiving servers ask most. */
const blocklists = ["zen.spamhaus.org", "bl.spamcop.net", "b.barracudacentral.org", "psbl.surriel.com"];

export interface AuditOptions {
  identity: SmtpIdentity;
  resolver: Resolver;
  /** For reverse DNS, which the resolver does not know. */
  query: DnsQuery;
  port: number;
  /** Tests only: mail services that live on this machine. */
  allowPrivate: boolean;
  now(): number;
  timeoutMs?: number;
}

/**
 * What mail servers will think of this verifier: whether they can be reached, whether its address resolves back to the
 * name it gives, whether blocklists name it. Never throws; what cannot be found out is `unknown`.
 */
export async function selfAudit(options: AuditOptions): Promise<VerifierAudit> {
  const { identity, now } = options;
  const reached = await callOut(options);
  const address = reached.address ?? (await addressOfName(options));
  const [ptr, listed] = await Promise.all([
    address === null ? ("unknown" as const) : checkPtr(options, address),
    address === null ? null : askBlocklists(options.resolver, address),
  ]);
  return {
    helo: identity.helo,
    mail_from: identity.mailFrom,
    address,
    port25: reached.port25,
    ptr,
    listed,
    audited_at: new Date(now()).toISOString(),
  };
}

/** All at once, or a closed port would cost a time limit each. */
async function callOut(options: AuditOptions): Promise<{ port25: VerifierAudit["port25"]; address: string | null }> {
  const { resolver, allowPrivate } = options;
  const addresses = await Promise.all(
    callable.map(async (domain) => {
      const [first] = (await resolver.mx(domain)).rows.toSorted((a, b) => a.preference - b.preference);
      const rows = first === undefined ? [] : (await resolver.addresses(first.exchange)).rows;
      return rows.find((address) => allowPrivate || isPublicAddress(address));
    }),
  );
  const known = addresses.filter((address) => address !== undefined);
  const seen = await Promise.all(known.map((address) => greet(options, address)));
  const reached = seen.filter((answer) => answer !== null);
  if (reached.length === 0) return { port25: known.length > 0 ? "closed" : "unknown", address: null };
  return { port25: "open", address: reached.find(({ address }) => address !== null)?.address ?? null };
}

/** Says hello and hangs up. The address is the one that the server sees, where it says so, or our own end's. */
async function greet(
  { identity, port, timeoutMs = 7_000 }: AuditOptions,
  host: string,
): Promise<{ address: string | null } | null> {
  let connection: SmtpConnection | null = null;
  try {
    connection = await SmtpConnection.open(host, port, timeoutMs);
    await connection.reply(timeoutMs);
    const own = connection.localAddress;
    const hello = await connection.command(`EHLO ${identity.helo ?? `[${own}]`}`, timeoutMs);
    const told = /\[(?:IPv6:)?([0-9a-f.:]{3,45})\]/i.exec(hello.text)?.[1];
    await connection.quit(1_000);
    const address = [told, own].find((candidate) => candidate !== undefined && isPublicAddress(candidate));
    return { address: address ?? null };
  } catch {
    // A server that takes the call and then says something odd was reached all the same.
    const reached = connection !== null;
    connection?.close();
    return reached ? { address: null } : null;
  }
}

async function addressOfName({ identity, resolver }: AuditOptions): Promise<string | null> {
  if (identity.helo === null) return null;
  const { rows } = await resolver.addresses(identity.helo);
  return rows.find(isPublicAddress) ?? null;
}

async function checkPtr({ identity, resolver, query }: AuditOptions, address: string): Promise<VerifierAudit["ptr"]> {
  const name = reverseName(address);
  if (name === null) return "unknown";
  const answer = await query(name, "PTR");
  if (answer.outcome === "servfail" || answer.outcome === "timeout") return "unknown";
  const names = answer.rows.filter(({ type }) => type === "PTR").map(({ data }) => bareName(data));
  if (names.length === 0) return "missing";
  const helo = identity.helo?.toLowerCase() ?? null;
  if (helo === null || !names.includes(helo)) return "mismatch";
  // Both ways: anybody may claim any name for his own address.
  const forward = await resolver.addresses(helo);
  if (forward.outcome === "servfail" || forward.outcome === "timeout") return "unknown";
  return forward.rows.includes(address) ? "match" : "mismatch";
}

/** Lists say "127.0.0.x" of whom they name; 127.255.255.x means that they do not answer this resolver. */
async function askBlocklists(resolver: Resolver, address: string): Promise<string[] | null> {
  const reversed = reversedAddress(address);
  if (reversed === null) return null;
  const answers = await Promise.all(
    blocklists.map(async (list) => {
      const { outcome, rows } = await resolver.addresses(`${reversed}.${list}`);
      if (outcome === "nxdomain" || outcome === "nodata") return { list, listed: false };
      if (outcome !== "ok" || rows.some((row) => !row.startsWith("127.0."))) return null;
      return { list, listed: true };
    }),
  );
  const told = answers.filter((answer) => answer !== null);
  return told.length === 0 ? null : told.filter(({ listed }) => listed).map(({ list }) => list);
}

/** The audit for whoever started the verifier: what is wrong, and what to do about it. */
export function auditSentences({ helo, mail_from, address, port25, ptr, listed }: VerifierAudit): string[] {
  const where = address ?? "its address";
  const ports = {
    open: "Port 25 is open.",
    closed: "Port 25 is closed here: ask the provider of this machine to open it, or run the verifier elsewhere.",
    unknown: "Whether port 25 is open could not be found out: no mail service could be looked up.",
  };
  const names = {
    match: `Reverse DNS is right: ${where} resolves to ${helo}.`,
    mismatch: `Reverse DNS of ${where} names somebody else than ${helo ?? "VERIFY_HELO, which is not set"}: have it changed, or strict servers refuse to talk.`,
    missing: `${where} has no reverse DNS: have it set to ${helo ?? "the name in VERIFY_HELO"}, or strict servers refuse to talk.`,
    unknown: "Reverse DNS could not be checked.",
  };
  const lists =
    listed === null
      ? "Blocklists could not be asked."
      : listed.length === 0
        ? `No blocklist names ${where}.`
        : `Blocklists that name ${where}: ${listed.join(", ")}. Ask them to remove it, or use another address.`;
  return [`It says it is ${helo ?? "without a name"}, <${mail_from}>.`, ports[port25], names[ptr], lists];
}
