import { parse } from "tldts";
import { isDisposableDomain, isFreeMailDomain } from "../verification/lists.ts";

/**
 * Hosts where anybody has a page: an address below them says nothing of the company's own domain. Their own bare
 * address does: somebody does work at GitHub.
 */
const pageHosts = new Set(
  "linkedin.com, facebook.com, fb.com, fb.me, instagram.com, twitter.com, x.com, youtube.com, youtu.be, tiktok.com, pinterest.com, threads.net, t.me, wa.me, github.com, github.io, gitlab.io, medium.com, substack.com, linktr.ee, lnkd.in, bit.ly, goo.gl, g.page, g.co, google.com, google.fr, google.de, google.es, crunchbase.com, angel.co, wellfound.com, welcometothejungle.com, indeed.com, glassdoor.com, xing.com, viadeo.com, yelp.com, tripadvisor.com, amazon.com, etsy.com, ebay.com, airbnb.com, booking.com, wixsite.com, wordpress.com, blogspot.com, tumblr.com, weebly.com, webflow.io, squarespace.com, myshopify.com, notion.site, notion.so, calendly.com, carrd.co, business.site, herokuapp.com, vercel.app, netlify.app, web.app, pages.dev, jimdo.com, jimdosite.com, jimdofree.com, societe.com, pappers.fr, wikipedia.org, eventbrite.com, meetup.com".split(
    ", ",
  ),
);

/**
 * A company's domain out of whatever stands in the cell: an address, a host name, an e-mail address. Registrable
 * domain, lower case, without `www.`; null for social pages, free-mail and throw-away hosts, IP addresses and words.
 */
export function cleanDomain(raw: string): string | null {
  if (raw.length > 2000) return null;
  const first =
    raw
      .trim()
      .replace(/^["'<(]+/, "")
      .split(/[\s,;|<>"]+/, 1)[0] ?? "";
  if (first === "" || !/^(?:https?:\/\/)?[^\s:]+(?::\d{1,5})?(?:[/?#].*)?$/i.test(first) || first.includes("\\")) {
    return null;
  }
  const address = first.includes("@") && !/[/?#].*@/.test(first) ? first.slice(first.lastIndexOf("@") + 1) : first;
  const host = parse(address.replace(/^https?:\/\//i, "").replace(/\.+(?=$|[/?#:])/, ""));
  const { domain, hostname } = host;
  if (domain === null || hostname === null || host.isIp === true || !/^[\p{L}\p{N}.-]+$/u.test(domain)) return null;
  if (domain.length > 253 || !/\p{L}/u.test(host.publicSuffix ?? "")) return null;
  const bare = domain.toLowerCase();
  const below =
    hostname.replace(/^www\d?\./i, "").toLowerCase() !== bare ||
    /^[^/?#]*[/?#]+[^/?#]/.test(address.replace(/^https?:\/\//i, ""));
  if (pageHosts.has(bare) && below) return null;
  return isFreeMailDomain(bare) || isDisposableDomain(bare) ? null : bare;
}

/** The company's domain by somebody's work address; null where the address says nothing of it. */
export function domainOfEmail(email: string): string | null {
  const at = email.lastIndexOf("@");
  return at < 0 ? null : cleanDomain(email.slice(at + 1));
}
