import { disposableDomains } from "./disposable.gen.ts";
import { lazyWordSet, listKey } from "./word-set.ts";

const domains = lazyWordSet(disposableDomains);

/**
 * Whether a domain, or a domain above it, is in the curated set of throw-away mail services. The set holds no public
 * suffix, so walking up the labels finds exactly the registrable domain and needs no suffix list.
 */
export function isDisposableDomain(domain: string): boolean {
  const set = domains();
  let rest = listKey(domain);
  for (;;) {
    if (set.has(rest)) return true;
    const dot = rest.indexOf(".");
    if (dot < 0) return false;
    rest = rest.slice(dot + 1);
  }
}
