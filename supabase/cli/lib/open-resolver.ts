import type { Resolver } from "#core/verification/dns/resolver-port.ts";
import { createResolver } from "#functions/_shared/dns/create-resolver.ts";
import { dohServersFromSettings, resolverFromSettings } from "#functions/_shared/dns/resolver-from-settings.ts";
import { systemQuery } from "#local/dns/system-query.ts";

/** `DOH_URL` where it is set, else what the operating system uses, which is never asked for reserved names. */
export function openResolver(now: () => number): Resolver {
  if (dohServersFromSettings() !== null) return resolverFromSettings(now);
  return createResolver({ query: systemQuery(), now, asksReserved: false });
}
