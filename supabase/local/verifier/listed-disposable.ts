import { createRequire } from "node:module";

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
  if (exact.has(domain)) return true;
  let rest = domain;
  for (;;) {
    if (wildcard.has(rest)) return true;
    const dot = rest.indexOf(".");
    if (dot < 0) return false;
    rest = rest.slice(dot + 1);
  }
}
