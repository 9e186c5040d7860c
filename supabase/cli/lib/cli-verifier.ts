import type { EmailVerdict, VerifyLevel } from "#core/verification/email-verdict.ts";
import { createResolver } from "#functions/_shared/dns/create-resolver.ts";
import { dohQuery } from "#functions/_shared/dns/doh.ts";
import { createEmailVerifier } from "#functions/_shared/verification/verify-email.ts";
import { isListedDisposable } from "#local/verifier/listed-disposable.ts";
import { proberFromSettings } from "#local/verifier/prober-from-settings.ts";
import { openResolver } from "./open-resolver.ts";

const smtpPort = 25;

/** Verifies addresses by the given resolver (the sandbox's), else by the one that the settings name; level 4 over SMTP. */
export function createCliVerifier(options: { dohUrl: string | null; now(): number }) {
  const { dohUrl, now } = options;
  const resolver = dohUrl ? createResolver({ query: dohQuery([dohUrl]), now, asksReserved: true }) : openResolver(now);
  const verifier = createEmailVerifier({
    resolver,
    now,
    isListedDisposable,
    // Nobody in the sandbox has a mail server.
    ...(dohUrl ? {} : { smtpProbe: proberFromSettings({ port: smtpPort, now }) }),
  });
  return (address: string, level: VerifyLevel): Promise<EmailVerdict> => verifier.verify(address, level);
}
