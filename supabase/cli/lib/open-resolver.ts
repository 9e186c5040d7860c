import type { Resolver } from "#core/verification/dns/resolver-port.ts";
import { createResolver } from "#functions/_shared/dns/create-resolver.ts";
import type { DnsQuery } from "#functions/_shared/dns/dns-query.ts";
import { dohQuery } from "#functions/_shared/dns/doh.ts";
import { dohServersFromSettings } from "#functions/_shared/dns/resolver-from-settings.ts";
import { systemQuery } from "#local/dns/system-query.ts";
import { type DnsServer, udpQuery } from "#local/dns/udp-query.ts";

/**
 * Who is asked for DNS: the given server, else `DOH_URL` where it is set, else what the operating system uses, which is
 * never asked for reserved names.
 */
export function openQuery(server: DnsServer | null = null): { query: DnsQuery; asksReserved: boolean } {
  if (server !== null) return { query: udpQuery(server), asksReserved: true };
  const doh = dohServersFromSettings();
  return doh === null ? { query: systemQuery(), asksReserved: false } : { query: dohQuery(doh), asksReserved: true };
}

export function openResolver(now: () => number, server: DnsServer | null = null): Resolver {
  return createResolver({ ...openQuery(server), now });
}
