import { parse } from "tldts";
import { cleanDomain } from "./clean-domain.ts";

/** Endings that are part of product names as often as of addresses. */
const ambiguous = new Set(["net", "so", "app", "sh", "rs", "py", "js", "pl", "md", "works", "labs"]);

/** "Booking.com" and "https://acme.fr" name a domain; "ASP.NET" and "St. Mary" do not. */
export function domainInName(company: string): string | null {
  const text = company.trim();
  if (/\s/.test(text) || text.includes("@")) return null;
  const host = parse(text);
  if (host.isIcann !== true || host.domain === null) return null;
  if (!/^(?:https?:\/\/|www\.)/i.test(text) && ambiguous.has(host.publicSuffix ?? "")) return null;
  return cleanDomain(text);
}
