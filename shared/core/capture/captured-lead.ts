/** Where a field was read: in a response that the page loaded, or on the page as shown. */
export type FieldSource = "api" | "dom";

/** What a page or a response turned out to be. */
export const pageStates = [
  "ok",
  "partial",
  "skeleton",
  "throttled",
  "signed_out",
  "shape_changed",
  "switched_off",
  "ignored",
] as const;
export type PageState = (typeof pageStates)[number];

/** What the reader was not sure of. Stable words: screens and files show them. */
export const leadWarnings = [
  "no_member_id",
  "id_mismatch",
  "no_name",
  "no_company",
  "no_title",
  "company_has_no_page",
  "several_positions",
  "other_position",
  "headline_split",
  "headline_not_split",
  "name_from_label",
  "name_from_link",
  "link_refused",
  "text_cut",
] as const;
export type LeadWarning = (typeof leadWarnings)[number];

/** Why a row was left where it is. `private`: the member asked not to be shared with third parties. */
export const refusals = ["private", "memorialized", "limited", "unreadable"] as const;
export type Refusal = (typeof refusals)[number];

/** One person as read, before cleaning. Texts are capped and have no control characters; null means not seen. */
export interface SeenLead {
  kind: "person";
  /** LinkedIn member id as digits: the same in every search, list and layout. */
  member_id: string | null;
  /** Profile token of the page (`ACw…`, `ACo…`); not an address. */
  token: string | null;
  first_name: string | null;
  last_name: string | null;
  full_name: string | null;
  title: string | null;
  headline: string | null;
  company: string | null;
  company_id: string | null;
  location: string | null;
  linkedin_url: string | null;
  sales_nav_url: string | null;
  degree: number | null;
  premium: boolean | null;
  open_link: boolean | null;
  /** YYYY-MM or YYYY. */
  started_on: string | null;
  summary: string | null;
  source: FieldSource;
  /** Fields that were taken from elsewhere than `source`. */
  filled: Record<string, FieldSource>;
  warnings: LeadWarning[];
}

/** One company as read. */
export interface SeenCompany {
  kind: "company";
  company: string;
  company_id: string | null;
  industry: string | null;
  /** As shown: "11-50 employees", "100K+". */
  employees: string | null;
  location: string | null;
  website: string | null;
  summary: string | null;
  source: FieldSource;
  filled: Record<string, FieldSource>;
  warnings: LeadWarning[];
}

export type SeenRow = SeenLead | SeenCompany;

/** A lead ready to be kept and sent: cleaned, with what it was cleaned from. */
export interface CapturedLead {
  /** The same for one person wherever it was seen: `li:#<member id>`, else the next best. `co:<id>` for companies. */
  person_key: string;
  member_id: string | null;
  first_name: string | null;
  last_name: string | null;
  full_name: string | null;
  name_raw: string | null;
  title: string | null;
  company: string | null;
  company_raw: string | null;
  company_linkedin_id: string | null;
  company_url: string | null;
  location: string | null;
  linkedin_url: string | null;
  sales_nav_url: string | null;
  degree: number | null;
  premium: boolean | null;
  open_link: boolean | null;
  started_on: string | null;
  summary: string | null;
  source: FieldSource;
  warnings: LeadWarning[];
}

export interface Paging {
  /** Rows before this page. */
  start: number;
  /** Rows asked for. */
  count: number;
  /** Exact where the response tells it, else null. */
  total: number | null;
  /** From 1. */
  page: number;
  /** Page numbers of two sessions do not mean the same rows. */
  session: string | null;
}

export type RefusedCounts = Record<Refusal, number>;
export const nothingRefused = (): RefusedCounts => ({ private: 0, memorialized: 0, limited: 0, unreadable: 0 });

/** What one response or one page held. */
export interface CaptureReading {
  state: PageState;
  rows: SeenRow[];
  refused: RefusedCounts;
  /** Keys of people who must not be taken, not even from the page as shown. */
  blocked: string[];
  paging: Paging | null;
  /** Filters as LinkedIn says it applied them. */
  applied: string[];
}

export const emptyReading = (state: PageState): CaptureReading => ({
  state,
  rows: [],
  refused: nothingRefused(),
  blocked: [],
  paging: null,
  applied: [],
});
