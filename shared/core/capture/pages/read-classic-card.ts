import { isPronouns } from "../../imports/people/clean-name-text.ts";
import { parseLinkedin } from "../../imports/people/linkedin-url.ts";
import { decodeMemberId } from "../../imports/people/member-id.ts";
import type { LeadWarning, SeenLead } from "../captured-lead.ts";
import { asText } from "../read-value.ts";
import { nameless } from "../responses/nameless.ts";
import { isMemorial } from "./is-memorial.ts";
import { findAll, findFirst, type PageElement } from "./page-element.ts";
import type { CardReading } from "./read-card.ts";
import { selectors } from "./selectors.ts";

/**
 * One person out of a classic search row or profile page. Classic pages have hashed classes only: the link to the
 * profile is what tells a person, the lines of text around it are read in their order. No company is guessed here; a
 * headline is split later, and only where it reads one way.
 * @param profile address and title of a profile page; a row has its own link
 */
export function readClassicCard(card: PageElement, profile?: { url: string; title: string | null }): CardReading {
  const links = findAll(card, 'a[href*="/in/"]', 20);
  const link = profile?.url ?? links.find((one) => asText(one.textContent) !== null)?.getAttribute("href") ?? null;
  if (link === null) {
    const headless = findFirst(card, ['a[href*="/search/results/people/headless"]']) !== null;
    return { ok: false, reason: headless ? "limited" : "empty" };
  }
  const { url: linkedin_url, id } = parseLinkedin(link);
  const member_id = id ?? (profile === undefined ? memberOfLink(link) : memberOfCards(card));
  const own = links.find((one) => asText(one.textContent) !== null);
  const heading = profile === undefined ? own : findFirst(card, ["h1"]);
  // Beside the name, the older layout has a sentence for screen readers.
  const spoken = heading === undefined || heading === null ? null : findFirst(heading, ['span[aria-hidden="true"]']);
  const name =
    nameLine(asText((spoken ?? heading)?.textContent, 300)) ?? (profile ? nameInTitle(card, profile.title) : null);
  if (name === null || linkedin_url === null) return { ok: false, reason: "empty" };
  if (nameless.test(name)) return { ok: false, reason: "limited" };
  if (isMemorial(card, name)) return { ok: false, reason: "memorialized" };
  const warnings: LeadWarning[] = member_id === null ? ["no_member_id"] : [];
  const [headline = null, location = null] = linesAfter(card, name);
  const lead: SeenLead = {
    kind: "person",
    member_id,
    token: null,
    first_name: null,
    last_name: null,
    full_name: name,
    title: null,
    headline,
    company: null,
    company_id: null,
    location,
    linkedin_url,
    sales_nav_url: null,
    degree: null,
    premium: null,
    open_link: null,
    started_on: null,
    summary: null,
    source: "dom",
    filled: {},
    warnings,
  };
  return { ok: true, lead };
}

/** "Ada Example • 2nd" in one link. */
const nameLine = (text: string | null): string | null => asText(text?.split(/\s+[•·]\s+/)[0], 300);

/** `/in/ada-example?miniProfileUrn=urn:li:fs_miniProfile:<token>`: the older layout names the member too. */
function memberOfLink(link: string): string | null {
  const token = /[?&]miniProfileUrn=[^&#]*?(AC[wo]A[A-Za-z0-9_-]{35})(?:[&#]|$)/.exec(link)?.[1];
  return token === undefined ? null : decodeMemberId(token);
}

/** The member that the cards of a profile name in their ids (`…profile.card.ref<token>Topcard`); null unless all agree. */
function memberOfCards(page: PageElement): string | null {
  const cards = selectors.profileCards.flatMap(({ css }) => findAll(page, css, 30));
  const ids = cards.flatMap((card) => {
    const text = `${card.getAttribute("id")} ${card.getAttribute("componentkey")}`;
    const token = /profile\.card\.ref(AC[wo]A[A-Za-z0-9_-]{35})/.exec(text)?.[1];
    return token === undefined ? [] : (decodeMemberId(token) ?? []);
  });
  return new Set(ids).size === 1 ? (ids[0] ?? null) : null;
}

/** "(3) Ada Example | LinkedIn": the name of a page without a heading, where the page shows it as a line of its own. */
function nameInTitle(card: PageElement, title: string | null): string | null {
  const name = asText(title, 300)
    ?.replace(/^\(\d+\+?\)\s*/, "")
    .split(/\s+[|–-]\s+/)[0];
  if (!name) return null;
  const lines = findAll(card, "h2, h3, p, span", 200);
  return lines.some((line) => asText(line.textContent, 300) === name) ? name : null;
}

const degreeLine = /^[•·]?\s*([123])(?:st|nd|rd|\.|er|e|º|°)?\+?$/u;

/** The two short lines that follow the name: headline and place. */
function linesAfter(card: PageElement, name: string): string[] {
  const lines = findAll(
    card,
    "p, .text-body-medium, .text-body-small, .entity-result__primary-subtitle, .entity-result__secondary-subtitle",
    40,
  )
    .flatMap((line) => asText(line.textContent, 500) ?? [])
    .filter((line) => !line.includes(name) && !degreeLine.test(line) && !isPronouns(line));
  return [...new Set(lines)].slice(0, 2);
}
