import { parse } from "tldts";
import { stripLegalSuffix } from "../companies/strip-legal-suffix.ts";
import { foldToKey } from "../lib/fold-text.ts";
import type { ExpectedPerson } from "./expected-person.ts";

/**
 * How an address's domain stands to the company asked for. `same`: its own, or one below it. `related`: the same name under
 * another ending, or the company's name or its initials. `unlike`: only the company's name is known, and the domain does
 * not resemble it; trade names and groups differ too. `other`: another company's, as of a former employer. `free`: a private
 * mailbox. `unknown`: nothing to compare with.
 */
export const domainMatches = ["same", "related", "unknown", "unlike", "other", "free"] as const;
export type DomainMatch = (typeof domainMatches)[number];

/** Shorter names fit into too many others by chance. */
const shortestPart = 4;

/** `domain` in lower case. Free-mail domains are the caller's to recognise. */
export function matchDomain(domain: string, person: Pick<ExpectedPerson, "company" | "domain">): DomainMatch {
  const own = registrable(domain);
  const given = person.domain === null ? null : registrable(person.domain.toLowerCase());
  if (given !== null && own.name === given.name) return "same";
  const label = foldToKey(own.label);
  if (given !== null && label !== "" && label === foldToKey(given.label)) return "related";
  const name = person.company === null ? "" : stripLegalSuffix(person.company, true);
  const company = foldToKey(name);
  if (company !== "" && label !== "" && isOneName(label, company)) return given === null ? "same" : "related";
  if (given !== null) return isOneName(label, foldToKey(given.label)) ? "related" : "other";
  // Names in other scripts cannot be compared with a domain.
  if (!/[a-z]/.test(company)) return "unknown";
  return label === initialsOf(name) ? "related" : "unlike";
}

const initialsOf = (name: string): string =>
  name
    .split(/[\s-]+/)
    .map((word) => foldToKey(word).slice(0, 1))
    .join("");

/** One is the other, or begins with it: "northwind" and "northwindtraders". */
function isOneName(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length >= shortestPart && long.startsWith(short);
}

function registrable(domain: string): { name: string; label: string } {
  const host = parse(domain);
  return { name: host.domain ?? domain, label: host.domainWithoutSuffix ?? domain };
}
