import { profileToken, syntheticPerson } from "./people.ts";

const escapeHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

export interface CardOptions {
  /** "attributes" carries `data-anonymize`; "bare" has links and text nodes only; "label" names people to screen readers only. */
  build?: "attributes" | "bare" | "label";
  german?: boolean;
}

/** One row of a search page as it is shown. */
export function leadCard(index: number, { build = "attributes", german = false }: CardOptions = {}): string {
  const person = syntheticPerson(index);
  const token = profileToken(person.id);
  const name = escapeHtml(`${person.first} ${person.last}`);
  const href = `/sales/lead/${token},NAME_SEARCH,a${index}Bc?_ntb=x`;
  const label = german ? `${name} zur Auswahl hinzufügen` : `Add ${name} to selection`;
  const company =
    person.companyId === null
      ? `<span data-anonymize="company-name">${escapeHtml(person.company)}</span>`
      : `<a data-anonymize="company-name" href="/sales/company/${person.companyId}?_ntb=y">${escapeHtml(person.company)}</a>`;
  const degree = german ? `· ${1 + (index % 3)}.` : ["· 1st", "· 2nd", "· 3rd"][index % 3];
  if (build === "label") {
    return `<li class="artdeco-list__item _row_1sdjqx"><div data-scroll-into-view="urn:li:fs_salesProfile:(${token},NAME_SEARCH,a${index}Bc)">
      <label><span class="a11y-text">${label}</span></label></div></li>`;
  }
  if (build === "bare") {
    return `<li class="artdeco-list__item"><div class="artdeco-entity-lockup__title"><a href="${href}">${name}</a></div>
      <div class="artdeco-entity-lockup__subtitle">${escapeHtml(person.title)}<span class="separator--middot"> · </span>${escapeHtml(person.company)}</div></li>`;
  }
  return `<li class="artdeco-list__item ember${index}"><div data-x-search-result="LEAD">
    <label><span class="a11y-text">${label}</span></label>
    <a data-lead-search-result="profile-link-st1" href="${href}"><span data-anonymize="person-name" class="_name_1sdjqx">${name}</span></a>
    <span class="artdeco-entity-lockup__degree">${degree}</span>
    <div class="artdeco-entity-lockup__subtitle"><span data-anonymize="title">${escapeHtml(person.title)}</span>
    <span class="separator--middot"> · </span>${company}</div>
    <span data-anonymize="location">${escapeHtml(person.location)}</span>
    <dd data-anonymize="person-blurb" title="About ${escapeHtml(person.first)}.">About…</dd></div></li>`;
}

export const skeletonCard = `<li class="artdeco-list__item"><div class="dummy-text"></div><div class="dummy-text"></div></li>`;

/** A search page around its rows, with people in the header that are no results. */
export const searchPage = (rows: readonly string[], lang = "en"): string =>
  `<!doctype html><html lang="${lang}"><head><title>Search | Sales Navigator</title></head><body>
  <header><ol class="artdeco-list"><li class="artdeco-list__item"><a href="/sales/lead/${profileToken(1)},NAME_SEARCH,zzzz"><span data-anonymize="person-name">Recently Viewed</span></a></li></ol></header>
  <main><div id="search-results-container"><ol class="artdeco-list">${rows.join("\n")}</ol></div>
  <nav aria-label="Page Navigation"><button aria-label="Page 1">1</button><button aria-label="Next">Next</button></nav></main></body></html>`;

/** A lead or account page that loads its one body by fetch; its own layout is of no interest. */
export const singlePage = (address: string): string =>
  `<!doctype html><html lang="en"><head><title>Sales Navigator</title></head><body><main><div class="dummy-text"></div></main>
  <script>fetch("/sales-api/${address}?decoration=x").then(() => { document.title = "loaded"; });</script></body></html>`;

/** A classic profile of 2026: hashed classes, no h1, cards known by ids with urns in them. */
export function sduiProfile(index: number): string {
  const person = syntheticPerson(index);
  const name = escapeHtml(`${person.first} ${person.last}`);
  return `<!doctype html><html lang="en"><head><title>(3) ${name} | LinkedIn</title></head><body>
  <header><a href="/in/me-myself/"><p class="_a1b2c3">Me</p></a></header>
  <main id="workspace"><div id="com.linkedin.sdui.profile.card.refACoAATopcard"><section class="_d4e5f6">
  <div class="_x"><p class="_b7c8d9">${name}</p><p class="_e0">· 2nd</p></div>
  <p class="_f1a2">${escapeHtml(person.title)} at ${escapeHtml(person.company)}</p><p class="_f1a3">${escapeHtml(person.location)}</p>
  <a href="/in/sample-person-${index}/overlay/contact-info/">Contact info</a></section></div>
  <div id="com.linkedin.sdui.profile.card.refACoAAPeople"><a href="/in/somebody-else/"><p>Somebody Else</p></a></div></main></body></html>`;
}

/** A classic people search of 2026; the last one is shown without a name. */
export function sduiSearch(indices: readonly number[]): string {
  const items = indices.map((index) => {
    const person = syntheticPerson(index);
    return `<div role="listitem"><div class="_q1"><a class="_q2" href="https://www.linkedin.com/in/sample-person-${index}?miniProfileUrn=x"><p class="_q3">${escapeHtml(`${person.first} ${person.last}`)} • 2nd</p></a>
    <p class="_q4">${escapeHtml(person.title)} at ${escapeHtml(person.company)}</p><p class="_q5">${escapeHtml(person.location)}</p></div></div>`;
  });
  const headless = `<div role="listitem"><a href="/search/results/people/headless?x=1"><p>LinkedIn Member</p></a><p>CEO</p></div>`;
  return `<!doctype html><html lang="en"><head><title>Search | LinkedIn</title></head><body><main id="workspace"><div role="list" class="_z9">${items.join("")}${headless}</div></main></body></html>`;
}
