import { createHash } from "node:crypto";
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

/**
 * A recipient nobody has: letters and digits, as a real one might be, so that filters see nothing odd. The same for a
 * domain each time, after a restart too: a greylist that has seen it lets it through.
 */
const inventedLocal = (domain: string, { mailFrom }: SmtpIdentity): string => {
  const digest = createHash("sha256").update(`${mailFrom} ${domain}`).digest("hex");
  return `m${BigInt(`0x${digest.slice(0, 20)}`).toString(36)}`;
};

/** `takesAny` null: nobody could find out; when it makes sense to ask again. */
interface CatchAll {
  takesAny: boolean | null;
  retryAfterMs: number | null;
}

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
  const catchAll = new Map<string, { until: number; answer: Promise<CatchAll> }>();

  function talk(
    ask: SmtpAsk,
    local: string,
    host: MailHost,
    address: string,
    onSpent?: (ms: number) => void,
  ): Promise<HostAnswer> {
    const recipient = `${local}@${ask.domain}`;
    const run = async () => {
      const started = now();
      const question = { address, port, host: host.host, recipient, smtputf8: ask.smtputf8, tls: true };
      const answer = await askHost(question, identity, timeouts);
      onSpent?.(now() - started);
      return answer;
    };
    return isPublicAddress(address) ? politeness.run(ask.provider ?? ownerOf(host.host), run) : run();
  }

  /** Host by host until one of them judges the recipient. Otherwise the most telling of what went wrong. */
  async function askInOrder(ask: SmtpAsk): Promise<Reached | HostAnswer> {
    let spentMs = 0;
    const spend = (ms: number) => {
      spentMs += ms;
    };
    let worst: HostAnswer = { kind: "fault", reason: "no_connection" };
    for (const host of ask.hosts) {
      const usable = host.addresses.filter((address) => allowPrivate || isPublicAddress(address));
      for (const address of usable.slice(0, maxAddresses)) {
        const answer = await talk(ask, ask.local, host, address, spend);
        if (answer.kind === "recipient" || answer.kind === "smtputf8_unsupported") return { answer, host, address };
        // A refusal says more than silence; the first one said counts.
        if (worst.kind === "fault" && (answer.kind === "refused" || worst.reason === "no_connection")) worst = answer;
        if (spentMs > addressMs) return worst;
      }
    }
    return worst;
  }

  async function probeCatchAll(ask: SmtpAsk, { host, address, answer: real }: Reached): Promise<CatchAll> {
    const invented = inventedLocal(ask.domain, identity);
    const answer = await talk({ ...ask, smtputf8: false }, invented, host, address);
    if (answer.kind !== "recipient") return { takesAny: null, retryAfterMs: null };
    if (answer.class === "accepted") return { takesAny: true, retryAfterMs: null };
    if (isMailboxRefusal(answer.class)) return { takesAny: false, retryAfterMs: null };
    // Refused for good where the real one was taken a moment ago: the server tells them apart, whatever it calls it.
    const wasTaken = real.kind === "recipient" && real.class === "accepted";
    const refusedForGood = wasTaken && answer.reply.startsWith("5");
    const aboutUs =
      answer.class === "ip_blocked" || answer.class === "sender_config" || answer.class === "rate_limited";
    if (refusedForGood && !aboutUs) return { takesAny: false, retryAfterMs: null };
    return { takesAny: null, retryAfterMs: retryAfter(answer.class, answer.reply) };
  }

  function isCatchAll(ask: SmtpAsk, reached: Reached): Promise<CatchAll> {
    const held = catchAll.get(ask.domain);
    if (held !== undefined && held.until > now()) return held.answer;
    const entry = { until: Number.POSITIVE_INFINITY, answer: probeCatchAll(ask, reached) };
    catchAll.delete(ask.domain);
    catchAll.set(ask.domain, entry);
    const oldest = catchAll.size > maxRemembered ? catchAll.keys().next().value : undefined;
    if (oldest !== undefined) catchAll.delete(oldest);
    // What nobody could find out may be asked again at once.
    return entry.answer.then((answer) => {
      entry.until = answer.takesAny === null ? 0 : now() + catchAllMs;
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
      case "greylisted":
        // The invented one has to age on the same list: asked only at the second try, it would be greylisted then.
        if (!acceptsEveryone(ask.provider)) await isCatchAll(ask, reached);
        return outcomeOf(answer);
      default:
        return outcomeOf(answer);
    }
    // Their "yes" is no evidence anyway; an invented recipient would only cost goodwill.
    if (acceptsEveryone(ask.provider)) return { result: "accepted", reason: "accepted", retryAfterMs: null };
    const { takesAny, retryAfterMs } = await isCatchAll(ask, reached);
    if (takesAny === null) return { result: "accepted_unprobed", reason: "catch_all_unknown", retryAfterMs };
    return takesAny
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
