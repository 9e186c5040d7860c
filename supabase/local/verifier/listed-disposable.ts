import { createRequire } from "node:module";
import { getDomain } from "tldts";

const require = createRequire(import.meta.url);
let exact: Set<string> | null = null;
let wildcard: Set<string> = new Set();

/**
 * Whether the long list of throw-away domains (121,000; MIT, npm `disposable-email-domains`) names a domain or one above
 * it. Read on first use: it costs about a tenth of a second and is needed only where no database holds the table.
 */
export function isListedDisposable(domain: string): boolean {
  if (exact === null) {
    exact = new Set(require("disposable-email-domains/index.json") as string[]);
    wildcard = new Set(require("disposable-email-domains/wildcard.json") as string[]);
  }
  const top = getDomain(domain, { allowPrivateDomains: false }) ?? domain;
  for (let name = domain; name !== ""; name = name.slice(name.indexOf(".") + 1)) {
    if (wildcard.has(name) || (name.length >= top.length && exact.has(name))) return true;
    if (!name.includes(".")) break;
  }
  return false;
}
