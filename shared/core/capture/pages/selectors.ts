/**
 * Every selector the reader of pages knows, tried in order. Builds of the page differ by seat and experiment, so that a
 * chain is kept where one selector would do for one build; `seen` says when public projects last met it, `expect` what it
 * must find on a full page of 25 rows. Classes with a hash (`_name_1sdjqx`, `ember123`) change with each deploy and are
 * never selected on; texts depend on the language and are a last resort.
 */
export interface Selector {
  css: string;
  seen: string;
  expect: string;
}

const chain = (...list: [css: string, seen: string, expect: string][]): readonly Selector[] =>
  list.map(([css, seen, expect]) => ({ css, seen, expect }));

export const selectors = {
  /** The one part of a search page that holds results; the header and side columns have leads of their own. */
  scope: chain(
    ["#search-results-container", "2026-09", "1"],
    ["main#workspace", "2026-08", "1 (classic pages)"],
    ["main", "2026", "1"],
  ),
  leadRows: chain(
    ["ol.artdeco-list > li.artdeco-list__item", "2026-05", "25, unfilled ones too"],
    ["tr.artdeco-models-table-row", "2025", "25 (lists as a table)"],
    ["tr[data-row-id]", "2025", "25 (lists as a table)"],
    ['[data-x-search-result="LEAD"]', "2026-08", "25"],
    ['[data-scroll-into-view^="urn:li:fs_salesProfile"]', "2026-08", "up to 25, filled ones only"],
    ["li:has(a[href*='/sales/lead/'])", "2026-08", "up to 25, filled ones only"],
  ),
  accountRows: chain(
    ["ol.artdeco-list > li.artdeco-list__item", "2026-08", "25, unfilled ones too"],
    ["tr.artdeco-models-table-row", "2025", "25 (lists as a table)"],
    ['[data-x-search-result="ACCOUNT"]', "2026-08", "25"],
    ["li:has(a[href*='/sales/company/'])", "2026-08", "up to 25"],
  ),
  classicRows: chain(
    ["div[role=list] [role=listitem]", "2026", "10"],
    ["li.reusable-search__result-container", "2024", "10"],
  ),
  /** Cards of a classic profile: the urn in their ids is that of the person whose profile it is. */
  profileCards: chain(
    ['[id*="profile.card.ref"]', "2026", "several on a profile"],
    ['[componentkey*="profile.card.ref"]', "2026", "several on a profile"],
  ),
  skeleton: chain(
    [".dummy-text", "2026-05", "0 on a filled page"],
    ["[class*='skeleton']", "2026", "0 on a filled page"],
  ),
  /** Attribute that holds the urn of a row's person. */
  identity: chain(['[data-scroll-into-view^="urn:li:fs_salesProfile"]', "2026-08", "1 a row"]),
  leadLink: chain(
    ['a[data-lead-search-result^="profile-link"][href*="/sales/lead/"]', "2026-09", "1–2 a row"],
    ['a[data-control-name="view_lead_panel_via_search_lead_name"]', "2024", "1 a row"],
    ['a[href*="/sales/lead/"]', "2026-08", "1 a row"],
    ['a[href*="/sales/people/"]', "2022", "1 a row"],
  ),
  name: chain(
    ['h1[data-x--lead--name][data-anonymize="person-name"]', "2026", "1 on a lead page"],
    ['[data-anonymize="person-name"]', "2026-09", "1 a row"],
    [".artdeco-entity-lockup__title", "2025", "1 a row"],
  ),
  /** "Add {name} to selection", in the language of the screen. */
  nameLabel: chain([".a11y-text", "2026-08", "1 a row"], ["input[type=checkbox][aria-label]", "2026", "1 a row"]),
  title: chain(
    ['[data-anonymize="title"]', "2026-09", "1 a row"],
    ['[data-anonymize="job-title"]', "2025", "1 a row (lists, lead page)"],
  ),
  headline: chain(['[data-anonymize="headline"]', "2026", "1 on a lead page"]),
  company: chain(
    ['a[data-anonymize="company-name"]', "2026-09", "0–1 a row"],
    ['[data-anonymize="company-name"]', "2026-09", "0–1 a row"],
    ["td.list-people-detail-header__account", "2025", "0–1 a row (lists)"],
  ),
  companyButton: chain(["button.entity-hovercard__a11y-trigger[aria-label]", "2026", "0–1 a row"]),
  companyLink: chain(['a[href*="/sales/company/"]', "2026-09", "0–1 a row"], ['a[href*="/company/"]', "2026", "0–1"]),
  /** "Title · Company" as bare text where neither has an attribute. */
  subtitle: chain([".artdeco-entity-lockup__subtitle", "2026", "1 a row"]),
  location: chain(
    ['[data-anonymize="location"]', "2026-09", "1 a row"],
    ["td.list-people-detail-header__geography", "2025", "1 a row (lists)"],
  ),
  blurb: chain(['[data-anonymize="person-blurb"]', "2026-09", "0–1 a row; whole text in `title`"]),
  degree: chain(
    [".artdeco-entity-lockup__degree", "2026", "1 a row"],
    [".artdeco-entity-lockup__badge .a11y-text", "2026", "1 a row"],
  ),
  /** The person's own among them is told by its text. */
  publicLink: chain(['a[href*="linkedin.com/in/"]', "2026", "0–n on a lead page"], ['a[href^="/in/"]', "2026", "0–n"]),
  industry: chain(['[data-anonymize="industry"]', "2026-08", "1 a row of accounts"]),
  companySize: chain(['[data-anonymize="company-size"]', "2026-08", "1 a row of accounts"]),
  /** The button for the next page; there are no links to pages. Labels follow the language of the screen. */
  next: chain(
    ["button.artdeco-pagination__button--next", "2025", "1 on a page of rows"],
    ['button[aria-label="Next"]', "2026-08", "1 on a page of rows"],
    ['button[aria-label="Weiter"]', "2026", "1 on a German page"],
    ['button[aria-label="Suivant"]', "2026", "1 on a French page"],
    ['button[aria-label="Siguiente"]', "2026", "1 on a Spanish page"],
    ['button[aria-label="Avanti"]', "2026", "1 on an Italian page"],
    ['button[aria-label="Avançar"]', "2026", "1 on a Portuguese page"],
    ['button[aria-label="Volgende"]', "2026", "1 on a Dutch page"],
  ),
  /** "Page 3", "Seite 3": where no label above is met, the number tells. */
  pageButton: chain(["button[aria-label]", "2026-08", "12 in the pager"]),
  signInForm: chain(
    ['input[name="session_key"]', "2026", "0 when signed in"],
    ['form[action*="/checkpoint/"]', "2026", "0 when signed in"],
  ),
} as const;

export type SelectorName = keyof typeof selectors;
