import {
  type CaptureReading,
  emptyReading,
  type LeadWarning,
  nothingRefused,
  type PageState,
  type SeenRow,
} from "../captured-lead.ts";
import { rowKey } from "../person-key.ts";
import { readLeadIdentity } from "./lead-address.ts";
import { isRowsPage, type PageKind, pageNumber, readPageAddress } from "./page-address.ts";
import { findAll, findFirst, type PageElement } from "./page-element.ts";
import { readCompanyCard, readLeadCard } from "./read-card.ts";
import { readClassicCard } from "./read-classic-card.ts";
import { type Selector, selectors } from "./selectors.ts";

/** From this many unfilled rows on, LinkedIn is holding back; fewer may still be loading. */
const heldBackFrom = 10;
const rowsPerPage = 25;

/**
 * Reads a page as it is shown. Never throws. What a page shows is less than what it loaded, so that the best state is
 * `partial`.
 * @param root the document's root element
 */
export function readPage(root: PageElement, url: string): CaptureReading {
  const address = readPageAddress(url);
  if (address === null) return emptyReading("ignored");
  const { kind } = address;
  if (kind === "signed_out" || findFirst(root, css(selectors.signInForm)) !== null) return emptyReading("signed_out");
  if (kind === "other") return emptyReading("ignored");
  const paging = isRowsPage(kind) ? pagingOf(pageNumber(address)) : null;
  const reading = isRowsPage(kind) ? readRows(root, kind) : readSingle(root, kind, url);
  if (reading.rows.length === 0 && saysTooMany(root)) return emptyReading("throttled");
  return { ...reading, paging };
}

const css = (list: readonly Selector[]): string[] => list.map((selector) => selector.css);

const pagingOf = (page: number) => ({
  start: (page - 1) * rowsPerPage,
  count: rowsPerPage,
  total: null,
  page,
  session: null,
});

function readRows(root: PageElement, kind: PageKind): CaptureReading {
  const scope = findFirst(root, css(selectors.scope)) ?? root;
  const cards = findCards(scope, rowsOf(kind));
  if (cards.length === 0) {
    if (saysEmpty(scope)) return emptyReading("ok");
    return emptyReading(scope === root || !isWaiting(scope) ? "shape_changed" : "skeleton");
  }
  const rows = new Map<string, SeenRow>();
  const keep = (row: SeenRow) => {
    // Rows within rows are met twice.
    if (!rows.has(rowKey(row))) rows.set(rowKey(row), row);
  };
  const refused = nothingRefused();
  let unfilled = 0;
  for (const card of cards) {
    if (kind === "account_search" || kind === "account_list") {
      const company = readCompanyCard(card);
      if (company === null) unfilled += 1;
      else keep(company);
      continue;
    }
    const reading = kind === "classic_search" ? readClassicCard(card) : readLeadCard(card);
    if (reading.ok) keep(reading.lead);
    else if (reading.reason === "empty") unfilled += 1;
    else refused[reading.reason] += 1;
  }
  refused.unreadable = unfilled;
  return {
    ...emptyReading(stateOf(rows.size + refused.limited + refused.memorialized, unfilled, cards)),
    rows: [...rows.values()],
    refused,
  };
}

function stateOf(filled: number, unfilled: number, cards: readonly PageElement[]): PageState {
  if (filled > 0) return "partial";
  return unfilled >= heldBackFrom || cards.some(isWaiting) ? "skeleton" : "shape_changed";
}

function rowsOf(kind: PageKind): readonly Selector[] {
  if (kind === "account_search" || kind === "account_list") return selectors.accountRows;
  return kind === "classic_search" ? selectors.classicRows : selectors.leadRows;
}

/** The rows of the first selector of which one row at least can be read; else of the first that finds any. */
function findCards(scope: PageElement, chain: readonly Selector[]): PageElement[] {
  let first: PageElement[] = [];
  for (const selector of chain) {
    const cards = findAll(scope, selector.css);
    if (cards.some((card) => readLeadCard(card).ok || readCompanyCard(card) !== null || readClassicCard(card).ok))
      return cards;
    if (first.length === 0) first = cards;
  }
  return first;
}

function readSingle(root: PageElement, kind: PageKind, url: string): CaptureReading {
  const scope = findFirst(root, ["main"]) ?? root;
  if (kind === "account_page") {
    const company = readCompanyCard(scope);
    if (company === null) return emptyReading(isWaiting(scope) ? "skeleton" : "shape_changed");
    const company_id = /\/(\d{1,15})(?:[/?#]|$)/.exec(url)?.[1] ?? company.company_id;
    return { ...emptyReading("partial"), rows: [{ ...company, company_id }] };
  }
  const title = findFirst(root, ["title"])?.textContent ?? null;
  const reading = kind === "classic_profile" ? readClassicCard(scope, { url, title }) : readLeadCard(scope, true);
  if (!reading.ok) {
    if (reading.reason === "empty") return emptyReading(isWaiting(scope) ? "skeleton" : "shape_changed");
    return { ...emptyReading("partial"), refused: { ...nothingRefused(), [reading.reason]: 1 } };
  }
  if (kind === "classic_profile") return { ...emptyReading("partial"), rows: [reading.lead] };
  // The address names the person of a lead page; links on it may lead to others.
  const own = readLeadIdentity(url);
  const warnings: LeadWarning[] = reading.lead.warnings.filter(
    (word) => word !== "no_member_id" && word !== "link_refused",
  );
  if (own.member_id === null) warnings.push("no_member_id");
  return { ...emptyReading("partial"), rows: [{ ...reading.lead, ...own, warnings }] };
}

const isWaiting = (scope: PageElement): boolean => findFirst(scope, css(selectors.skeleton)) !== null;

/** Said when a search has no results; in other languages such a page reads as one whose shape has changed. */
function saysEmpty(scope: PageElement): boolean {
  const text = (scope.textContent ?? "").slice(0, 20_000);
  return /no leads match|no results found|apply filters to find|no accounts match|keine ergebnisse|aucun résultat|sin resultados|no se han encontrado/i.test(
    text,
  );
}

/** LinkedIn's and the browser's pages for 429 and 999 are short; LinkedIn's own may be a script that looks for its cookie. */
function saysTooMany(root: PageElement): boolean {
  const text = root.textContent ?? "";
  return (
    text.length < 5_000 &&
    /too many requests|http error 429|\b429\b.*\brequests?\b|request denied|\berror 999\b|\b999: |\btrkCode=/i.test(
      text,
    )
  );
}
