import { createRequire } from "node:module";
import type { Socket } from "node:net";
import { isEmailValid } from "@hapi/address";
import emailMisspelled, { top100 } from "email-misspelled";

const require = createRequire(import.meta.url);

type Judge = (address: string) => boolean;

/** What others say of an address's syntax, as their documentation tells to ask. A throw counts as no. */
export function syntaxPeers(): Record<string, Judge> {
  const validator = require("validator") as { isEmail: Judge };
  const isemail = require("isemail") as { validate(address: string, options: object): boolean };
  const mailchecker = require("mailchecker") as { isValid: Judge };
  const quiet =
    (judge: Judge): Judge =>
    (address) => {
      try {
        return judge(address);
      } catch {
        return false;
      }
    };
  return {
    "@hapi/address": quiet((address) => isEmailValid(address)),
    validator: quiet((address) => validator.isEmail(address)),
    isemail: quiet((address) => isemail.validate(address, { minDomainAtoms: 2 })),
    mailchecker: quiet((address) => mailchecker.isValid(address)),
  };
}

export function disposablePeers(): Record<string, Judge> {
  const mailchecker = new Set((require("mailchecker") as { blacklist(): string[] }).blacklist());
  const fakefilter = require("fakefilter") as { isFakeDomain(domain: string): string | false };
  return {
    mailchecker: (domain) => mailchecker.has(domain),
    fakefilter: (domain) => fakefilter.isFakeDomain(domain) !== false,
  };
}

interface ListPeer {
  role?: Judge;
  free?: Judge;
}

/** The plain lists that others offer for functions and free mail, looked up as they stand. */
export function listPeers(): Record<string, ListPeer> {
  const categories = require("role-based-email-addresses") as Record<string, string[]>;
  const roles = new Set(Object.values(categories).flat());
  const providers = new Set(require("email-providers/all.json") as string[]);
  const freemail = require("freemail") as { isFree: Judge };
  return {
    "role-based-email-addresses": { role: (local) => roles.has(local) },
    "email-providers": { free: (domain) => providers.has(domain) },
    freemail: { free: (domain) => freemail.isFree(`ada@${domain}`) },
  };
}

/** The domain suggested, or null. */
export function typoPeers(): Record<string, (address: string) => string | null> {
  const misspelled = emailMisspelled({ domains: top100 });
  return { "email-misspelled": (address) => misspelled(address)[0]?.suggest ?? null };
}

interface DeepValidator {
  validate(options: object): Promise<{ valid: boolean; validators: { smtp?: { valid: boolean; reason?: string } } }>;
}

interface EmailDeepValidator {
  verify(address: string): Promise<{ validMailbox: boolean | null }>;
}

/** "deliverable", "undeliverable" or "unknown", in the peer's own view of a mailbox. */
type AskPeer = (address: string) => Promise<string>;

const smtpPeerJudges: Record<string, AskPeer> = {
  "deep-email-validator": async (email) => {
    const { validate } = require("deep-email-validator") as DeepValidator;
    const off = { validateRegex: false, validateTypo: false, validateDisposable: false };
    const result = await validate({ email, sender: "probe@verifier.test", validateSMTP: true, ...off });
    if (result.valid) return "deliverable";
    const silent = /timeout|connection|closed|refused/i.test(result.validators.smtp?.reason ?? "");
    return silent ? "unknown" : "undeliverable";
  },
  "email-deep-validator": async (email) => {
    const Validator = require("email-deep-validator") as new (options: object) => EmailDeepValidator;
    const { validMailbox } = await new Validator({ timeout: 2_000 }).verify(email);
    return validMailbox === null ? "unknown" : validMailbox ? "deliverable" : "undeliverable";
  },
};

/**
 * Verifiers that speak SMTP, against a local mail server: they know port 25 and the system's resolver only, so both are
 * bent for as long as one runs. `mx` is the name under which they believe to reach the server.
 */
export const smtpPeers: Record<string, (address: string, port: number, mx: string) => Promise<string>> =
  Object.fromEntries(
    Object.entries(smtpPeerJudges).map(([name, judge]) => [
      name,
      async (address: string, port: number, mx: string) => {
        const net = require("node:net") as Record<"createConnection" | "connect", (...args: unknown[]) => Socket>;
        const dns = require("node:dns") as { resolveMx: unknown };
        const { createConnection, connect } = net;
        const { resolveMx } = dns;
        net.createConnection = () => createConnection(port, "127.0.0.1");
        net.connect = () => connect(port, "127.0.0.1");
        dns.resolveMx = (_domain: string, answer: (error: null, rows: object[]) => void) =>
          answer(null, [{ exchange: mx, priority: 1 }]);
        try {
          return await judge(address);
        } finally {
          Object.assign(net, { createConnection, connect });
          dns.resolveMx = resolveMx;
        }
      },
    ]),
  );
