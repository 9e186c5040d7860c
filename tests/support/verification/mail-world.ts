import { createResolver } from "#functions/_shared/dns/create-resolver.ts";
import type { DnsQuery } from "#functions/_shared/dns/dns-query.ts";
import { createEmailVerifier, type EmailVerifier } from "#functions/_shared/verification/verify-email.ts";
import { udpQuery } from "#local/dns/udp-query.ts";
import { createSmtpProber } from "#local/verifier/smtp-prober.ts";
import { type ScriptedZone, startDnsServer } from "./scripted-dns-server.ts";
import { type MailBehaviour, type ScriptedMailServer, startMailServer } from "./scripted-mail-server.ts";

export interface MailWorld {
  mail: ScriptedMailServer;
  /** Changed at any time; taken by the next conversation. */
  behaviour: MailBehaviour;
  query: DnsQuery;
  /** Levels 1 to 3. */
  shallow: EmailVerifier;
  /** Level 4, as the process of a verifier. */
  deep: EmailVerifier;
  /** Recipients named to the mail server, invented ones left out. */
  recipients(): string[];
  close(): Promise<void>;
}

/** An invented recipient, by its form. */
export const isInvented = (address: string): boolean => /^m[a-z0-9]{12,}@/.test(address);

/** A zone for each domain, one mail server for all of them. VERIFY_ALLOW_PRIVATE_MX has to be set: it is on this machine. */
export async function openMailWorld(
  domains: readonly string[],
  options: { now?: () => number; hold?: <T>(work: () => Promise<T>) => Promise<T> } = {},
): Promise<MailWorld> {
  const { now = Date.now, hold = (work) => work() } = options;
  const behaviour: MailBehaviour = {};
  const live: MailBehaviour = {
    rcpt: (to, count, connection) => {
      const reply = world.behaviour.rcpt;
      return reply === undefined ? "250 2.1.5 Ok" : reply(to, count, connection);
    },
  };
  const mail = await startMailServer(live);
  const zones = new Map(
    domains.map((domain): [string, ScriptedZone] => [
      domain,
      { MX: [[10, `mx.${domain}`]], A: { [`mx.${domain}`]: ["127.0.0.1"] } },
    ]),
  );
  const dns = await startDnsServer(zones);
  const udp = udpQuery({ host: "127.0.0.1", port: dns.port });
  const query: DnsQuery = (name, type) => hold(() => udp(name, type));
  const resolver = createResolver({ query, now, asksReserved: true });
  const prober = createSmtpProber({
    identity: { helo: "verifier.test", mailFrom: "probe@verifier.test" },
    now,
    port: mail.port,
    allowPrivate: true,
  });
  const world: MailWorld = {
    mail,
    behaviour,
    query,
    shallow: createEmailVerifier({ resolver, now }),
    deep: createEmailVerifier({ resolver, now, smtpProbe: { probe: (ask) => hold(() => prober.probe(ask)) } }),
    recipients: () =>
      mail.sessions
        .flat()
        .flatMap((line) => (line.startsWith("RCPT TO:<") ? [line.slice(9, -1)] : []))
        .filter((address) => !isInvented(address)),
    close: async () => {
      await mail.close();
      await dns.close();
    },
  };
  return world;
}
