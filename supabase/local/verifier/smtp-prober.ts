import { randomBytes } from "node:crypto";
import { getDomain } from "tldts";
import type { MailHost } from "#core/verification/dns/domain-verdict.ts";
import { acceptsEveryone } from "#core/verification/dns/mail-provider.ts";
import { isPublicAddress } from "#core/verification/dns/public-address.ts";
import { isMailboxRefusal } from "#core/verification/smtp/classify-reply.ts";
import type { SmtpAsk, SmtpOutcome, SmtpProbe } from "#core/verification/smtp/smtp-probe-port.ts";
import { askHost, type HostAnswer, type SmtpIdentity, type SmtpTimeouts } from "./ask-host.ts";
import { createPoliteness, type Politeness } from "./politeness.ts";
import { retryAfter } from "./retry-after.ts";

export interface SmtpProberOptions {
  identity: SmtpIdentity;
  now: () => number;
  port?: number;
  /** Let probes reach private and loopback addresses. The limits of politeness do not hold there: those servers are ours. */
  allowPrivate?: boolean;
  timeouts?: Partial<SmtpTimeouts>;
  /** For all hosts of one address together, waiting for politeness not counted. */
  addressMs?: number;
  politeness?: Politeness;
}

const defaultTimeouts: SmtpTimeouts = { connect: 7_000, banner: 15_000, command: 12_000, tls: 10_000, quit: 1_000 };
const defaultAddressMs = 45_000;
const catchAllMs = 3_600_000;
const maxRemembered = 10_000;
/** Addresses of one host that are tried. */
const maxAddresses = 2;

/** A recipient nobody has: letters and digits, as a real one might be, so that filters see nothing odd. */
const inventedLocal = (): string => `m${BigInt(`0x${randomBytes(10).toString("hex")}`).toString(36)}`;

/** Who bears the load when no provider is known: the owner of the mail host. */
const ownerOf = (host: string): string => getDomain(host) ?? host;

interface Reached {
  answer: HostAnswer;
  host: MailHost;
  address: string;
}

export function createSmtpProber(options: SmtpProberOptions): SmtpProbe {
  const { identity, now, port = 25, allowPrivate = false, addressMs = defaultAddressMs } = options;
  const timeouts: SmtpTimeouts = { ...defaultTimeouts, ...options.timeouts };
  const politeness = options.politeness ?? createPoliteness({ now });
  /** Whether a domain takes any recipient, for an hour: one invented address a domain, not one an address. */
  const catchAll = new Map<string, { until: number; answer: Promise<boolean | null> }>();

  function talk(ask: SmtpAsk, local: string, host: MailHost, address: string): Promise<HostAnswer> {
    const recipient = `${local}@${ask.domain}`;
    const run = () =>
      askHost({ address, port, host: host.host, recipient, smtputf8: ask.smtputf8, tls: true }, identity, timeouts);
    return isPublicAddress(address) ? politeness.run(ask.provider ?? ownerOf(host.host), run) : run();
  }

  /** Host by host until one of them judges the recipient. Otherwise the most telling of what went wrong. */
  async function askInOrder(ask: SmtpAsk): Promise<Reached | HostAnswer> {
    const started = now();
    let worst: HostAnswer = { kind: "fault", reason: "no_connection" };
    for (const host of ask.hosts) {
      const usable = host.addresses.filter((address) => allowPrivate || isPublicAddress(address));
      for (const address of usable.slice(0, maxAddresses)) {
        const answer = await talk(ask, ask.local, host, address);
        if (answer.kind === "recipient" || answer.kind === "smtputf8_unsupported") return { answer, host, address };
        // A refusal says more than silence; the first one said counts.
        if (worst.kind === "fault" && (answer.kind === "refused" || worst.reason === "no_connection")) worst = answer;
        if (now() - started > addressMs) return worst;
      }
    }
    return worst;
  }

  /** Null: nobody could find out. */
  async function probeCatchAll(ask: SmtpAsk, { host, address }: Reached): Promise<boolean | null> {
    const answer = await talk({ ...ask, smtputf8: false }, inventedLocal(), host, address);
    if (answer.kind !== "recipient") return null;
    if (answer.class === "accepted") return true;
    if (isMailboxRefusal(answer.class)) return false;
    // Refused for good where the real one was taken a moment ago: the server tells them apart, whatever it calls it.
    const refusedForGood = answer.reply.startsWith("5");
    const aboutUs =
      answer.class === "ip_blocked" || answer.class === "sender_config" || answer.class === "rate_limited";
    return refusedForGood && !aboutUs ? false : null;
  }

  function isCatchAll(ask: SmtpAsk, reached: Reached): Promise<boolean | null> {
    const held = catchAll.get(ask.domain);
    if (held !== undefined && held.until > now()) return held.answer;
    const entry = { until: Number.POSITIVE_INFINITY, answer: probeCatchAll(ask, reached) };
    catchAll.delete(ask.domain);
    catchAll.set(ask.domain, entry);
    const oldest = catchAll.size > maxRemembered ? catchAll.keys().next().value : undefined;
    if (oldest !== undefined) catchAll.delete(oldest);
    // What nobody could find out may be asked again at once.
    return entry.answer.then((answer) => {
      entry.until = answer === null ? 0 : now() + catchAllMs;
      return answer;
    });
  }

  async function judge(ask: SmtpAsk, reached: Reached): Promise<SmtpOutcome> {
    const { answer } = reached;
    if (answer.kind !== "recipient") return outcomeOf(answer);
    switch (answer.class) {
      case "mailbox_not_found":
      case "mailbox_disabled":
      case "mailbox_full":
      case "moved":
        return { result: answer.class, reason: answer.class, retryAfterMs: null };
      case "accepted":
        break;
      default:
        return outcomeOf(answer);
    }
    // Their "yes" is no evidence anyway; an invented recipient would only cost goodwill.
    if (acceptsEveryone(ask.provider)) return { result: "accepted", reason: "accepted", retryAfterMs: null };
    const any = await isCatchAll(ask, reached);
    if (any === null) return { result: "accepted_unprobed", reason: "catch_all_unknown", retryAfterMs: null };
    return any
      ? { result: "catch_all", reason: "catch_all", retryAfterMs: null }
      : { result: "accepted", reason: "accepted", retryAfterMs: null };
  }

  return {
    async probe(ask) {
      const reached = await askInOrder(ask);
      return "answer" in reached ? judge(ask, reached) : outcomeOf(reached);
    },
  };
}

function outcomeOf(answer: HostAnswer): SmtpOutcome {
  switch (answer.kind) {
    case "smtputf8_unsupported":
      return { result: "inconclusive", reason: "smtputf8_unsupported", retryAfterMs: null };
    case "fault": {
      // A handshake that breaks on the plain retry too cannot happen; the word is for the inside only.
      const reason = answer.reason === "tls_broken" ? "connection_lost" : answer.reason;
      return { result: "inconclusive", reason, retryAfterMs: retryAfter(reason, "") };
    }
    case "refused": {
      // Before the recipient was named nothing was said about the mailbox, however it is worded.
      const reason = isMailboxRefusal(answer.class)
        ? "unclassifiable"
        : answer.class === "accepted"
          ? "protocol_error"
          : answer.class;
      return { result: "inconclusive", reason, retryAfterMs: retryAfter(reason, answer.reply) };
    }
    case "recipient":
      return { result: "inconclusive", reason: answer.class, retryAfterMs: retryAfter(answer.class, answer.reply) };
  }
}
