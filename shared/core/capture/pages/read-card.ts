import { parseLinkedin } from "../../imports/people/linkedin-url.ts";
import type { LeadWarning, SeenCompany, SeenLead } from "../captured-lead.ts";
import { asText } from "../read-value.ts";
import { nameless } from "../responses/nameless.ts";
import { isMemorial } from "./is-memorial.ts";
import { readCompanyId, readLeadIdentity } from "./lead-address.ts";
import { nameInLabel } from "./name-in-label.ts";
import { findAll, findFirst, type PageElement } from "./page-element.ts";
import { type SelectorName, selectors } from "./selectors.ts";

const find = (root: PageElement, name: SelectorName): PageElement | null =>
  findFirst(
    root,
    selectors[name].map(({ css }) => css),
  );
const textOf = (element: PageElement | null, most = 1_000): string | null => asText(element?.textContent, most);
const read = (root: PageElement, name: SelectorName, most?: number): string | null => textOf(find(root, name), most);

export type CardReading =
  | { ok: true; lead: SeenLead }
  /** `empty`: a card that is not filled yet. `limited`: somebody shown without a name. `memorialized`: somebody dead. */
  | { ok: false; reason: "empty" | "limited" | "memorialized" };

/**
 * One person out of a row of a search or list, or out of a lead page.
 * @param whole the whole page is the card: links on it may lead to anybody, so that none of them tells a name or company
 */
export function readLeadCard(card: PageElement, whole = false): CardReading {
  const warnings: LeadWarning[] = [];
  const link = find(card, "leadLink")?.getAttribute("href") ?? null;
  const urn =
    card.getAttribute("data-scroll-into-view") ?? find(card, "identity")?.getAttribute("data-scroll-into-view");
  const byLink = readLeadIdentity(link);
  const byUrn = readLeadIdentity(urn ?? null);
  const identity = byLink.token === null ? byUrn : byLink;
  if (link !== null && byLink.token === null) warnings.push("link_refused");

  let name = read(card, "name", 300);
  if (name === null) {
    name =
      selectors.nameLabel
        .flatMap(({ css }) => findAll(card, css, 10))
        .map((label) => nameInLabel(asText(label.getAttribute("aria-label"), 300) ?? textOf(label, 300) ?? ""))
        .find((found) => found !== null) ?? null;
    if (name !== null) warnings.push("name_from_label");
  }
  if (name === null && byLink.token !== null && !whole) {
    name = linkText(card, "leadLink", 300);
    if (name !== null) warnings.push("name_from_link");
  }
  if (name === null) return { ok: false, reason: "empty" };
  if (nameless.test(name)) return { ok: false, reason: "limited" };
  if (isMemorial(card, name)) return { ok: false, reason: "memorialized" };
  if (identity.member_id === null) warnings.push("no_member_id");

  const subtitle = whole ? null : read(card, "subtitle", 1_000);
  const title = read(card, "title") ?? beforeSeparator(subtitle);
  const companyLink = whole ? find(card, "company") : find(card, "companyLink");
  const company_id = readCompanyId(companyLink?.getAttribute("href") ?? null);
  const beside = () => afterSeparator(subtitle, title) ?? companyOfButton(card) ?? linkText(card, "companyLink", 500);
  const company = read(card, "company", 500) ?? (whole ? null : beside());
  if (company !== null && company_id === null) warnings.push("company_has_no_page");
  const blurb = find(card, "blurb");
  return {
    ok: true,
    lead: {
      kind: "person",
      ...identity,
      first_name: null,
      last_name: null,
      full_name: name,
      title,
      headline: read(card, "headline"),
      company,
      company_id,
      location: read(card, "location", 300),
      linkedin_url: publicAddress(card),
      degree: readDegree(read(card, "degree", 40)),
      premium: null,
      open_link: null,
      started_on: null,
      summary: asText(blurb?.getAttribute("title"), 4_000) ?? textOf(blurb, 4_000),
      source: "dom",
      filled: {},
      warnings,
    },
  };
}

/** One company out of a row of an account search; null while the row is not filled. */
export function readCompanyCard(card: PageElement): SeenCompany | null {
  const company = read(card, "company", 500) ?? linkText(card, "companyLink", 500);
  if (company === null) return null;
  const blurb = find(card, "blurb");
  return {
    kind: "company",
    company,
    company_id: readCompanyId(find(card, "companyLink")?.getAttribute("href") ?? null),
    industry: read(card, "industry", 200),
    employees: read(card, "companySize", 60),
    location: read(card, "location", 300),
    website: null,
    summary: asText(blurb?.getAttribute("title"), 4_000) ?? textOf(blurb, 4_000),
    source: "dom",
    filled: {},
    warnings: [],
  };
}

/** Builds without attributes have the name as the text of a link; the first one may hold the picture only. */
function linkText(card: PageElement, name: SelectorName, most: number): string | null {
  const links = selectors[name].flatMap(({ css }) => findAll(card, css, 10));
  const text = links.map((link) => textOf(link, most)).find((found) => found !== null);
  return asText(text?.split(separator)[0], most);
}

/**
 * The public profile that a page names as the person's own ("View LinkedIn profile"): links to other people carry their
 * names, and two different ones tell nothing.
 */
function publicAddress(card: PageElement): string | null {
  const links = selectors.publicLink.flatMap(({ css }) => findAll(card, css, 30));
  const own = links.filter((link) => /linkedin|profil|perfil/i.test(textOf(link, 200) ?? ""));
  const urls = new Set(own.flatMap((link) => parseLinkedin(link.getAttribute("href") ?? "").url ?? []));
  return urls.size === 1 ? ([...urls][0] ?? null) : null;
}

const separator = /\s*[·•]\s*/;
const beforeSeparator = (text: string | null): string | null => asText(text?.split(separator)[0]);

/** "Head of Sales · Northwind" beside the title "Head of Sales". */
function afterSeparator(text: string | null, title: string | null): string | null {
  if (text === null) return null;
  const rest = title !== null && text.startsWith(title) ? text.slice(title.length) : text;
  const parts = rest.split(separator).filter((part) => part !== "");
  return asText(title !== null && rest !== text ? parts[0] : parts[1], 500);
}

/** "See more about Northwind": only the button's own markup tells where the name begins, so the last link text wins. */
function companyOfButton(card: PageElement): string | null {
  const label = asText(find(card, "companyButton")?.getAttribute("aria-label"), 300);
  return label === null ? null : (/(?:about|über|de|sur|sobre|for)\s+(.+)$/iu.exec(label)?.[1] ?? null);
}

function readDegree(text: string | null): number | null {
  const digit = text === null ? undefined : /(?:^|\D)([123])(?!\d)/.exec(text)?.[1];
  return digit === undefined ? null : Number(digit);
}
