import {
  addressQuestions,
  type DomainVerdict,
  judgeDomain,
  judgeExistence,
  mayAsk,
  unknownDomain,
} from "#core/verification/dns/domain-verdict.ts";
import type { DnsAnswer, Resolver } from "#core/verification/dns/resolver-port.ts";

/** More targets than any honest domain has; the rest are backups of backups. */
const maxTargets = 10;

/** Asks what levels 2 and 3 need to know of a domain and lets the rule judge. `depth` 2 asks for existence alone. */
export async function examineDomain(
  domain: string,
  options: { resolver: Resolver; depth: 2 | 3; allowPrivate: boolean },
): Promise<DomainVerdict> {
  const { resolver, depth, allowPrivate } = options;
  if (!mayAsk(domain, resolver.asksReserved)) return unknownDomain("reserved_domain");
  const mx = await resolver.mx(domain);
  if (depth === 2) return judgeExistence(mx);
  const hosts = addressQuestions(domain, mx).slice(0, maxTargets);
  const addresses = new Map<string, DnsAnswer<string>>();
  await Promise.all(hosts.map(async (host) => addresses.set(host, await resolver.addresses(host))));
  return judgeDomain({ domain, mx, addresses, allowPrivate });
}
