import { freeMailDomains } from "./free-mail.gen.ts";
import { lazyWordSet, listKey } from "./word-set.ts";

const domains = lazyWordSet(freeMailDomains);

/** The families that register one domain per country; `yahoo.com.sg` needs no line of its own. */
const family = /^(?:yahoo|hotmail|outlook|gmx|aol)\.(?:[a-z]{2}|com?\.[a-z]{2})$/;

/**
 * Whether anybody can open a mailbox at this domain (webmail or an internet provider). Exact domains only: a subdomain
 * of a provider is not its webmail. Ask `isDisposableDomain` first: throw-away services are not in here.
 */
export function isFreeMailDomain(domain: string): boolean {
  const key = listKey(domain);
  return domains().has(key) || family.test(key);
}
