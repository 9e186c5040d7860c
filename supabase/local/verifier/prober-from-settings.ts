import { hostname } from "node:os";
import type { SmtpProbe } from "#core/verification/smtp/smtp-probe-port.ts";
import { envFlag, readEnv, SettingError } from "#functions/_shared/env.ts";
import type { SmtpIdentity } from "./ask-host.ts";
import { createSmtpProber } from "./smtp-prober.ts";

const hostName = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/i;

/**
 * Who the verifier says it is: `VERIFY_HELO` (its public name, the one its address resolves back to) and
 * `VERIFY_MAIL_FROM` (a mailbox that exists). Without them servers that check will refuse to talk.
 */
export function identityFromSettings(): SmtpIdentity {
  const helo = readEnv("VERIFY_HELO");
  if (helo !== undefined && !hostName.test(helo)) {
    throw new SettingError("VERIFY_HELO", `is "${helo}": it takes a full host name, as in verify.example.com.`);
  }
  const mailFrom = readEnv("VERIFY_MAIL_FROM");
  if (mailFrom !== undefined && !/^[^\s<>@]{1,64}@[^\s<>@]{1,253}$/.test(mailFrom)) {
    throw new SettingError("VERIFY_MAIL_FROM", `is "${mailFrom}": it takes an e-mail address.`);
  }
  const own = helo ?? (hostName.test(hostname()) ? hostname() : null);
  return { helo: own, mailFrom: mailFrom ?? `verify@${own ?? "localhost.localdomain"}` };
}

/** `stepMs`: how long each step of a conversation may take, where the usual limits do not fit. */
export function proberFromSettings(options: { port: number; now: () => number; stepMs?: number | null }): SmtpProbe {
  const { port, now, stepMs = null } = options;
  return createSmtpProber({
    identity: identityFromSettings(),
    allowPrivate: envFlag("VERIFY_ALLOW_PRIVATE_MX"),
    port,
    now,
    ...(stepMs === null
      ? {}
      : { timeouts: { connect: stepMs, banner: stepMs, command: stepMs, tls: stepMs, quit: Math.min(stepMs, 1_000) } }),
  });
}
