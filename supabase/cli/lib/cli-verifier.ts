import type { EmailVerdict, VerifyLevel } from "#core/verification/email-verdict.ts";
import { createResolver } from "#functions/_shared/dns/create-resolver.ts";
import { dohQuery } from "#functions/_shared/dns/doh.ts";
import { resolverFromSettings } from "#functions/_shared/dns/resolver-from-settings.ts";
import { createEmailVerifier } from "#functions/_shared/verification/verify-email.ts";

/** Verifies addresses by the given resolver (the sandbox's), else by the one that the settings name. */
export function createCliVerifier(options: { dohUrl: string | null; now(): number }) {
  const { dohUrl, now } = options;
  const resolver = dohUrl
    ? createResolver({ query: dohQuery([dohUrl]), now, asksReserved: true })
    : resolverFromSettings(now);
  const verifier = createEmailVerifier({ resolver, now });
  return (address: string, level: VerifyLevel): Promise<EmailVerdict> => verifier.verify(address, level);
}
