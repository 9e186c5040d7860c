/** Kinds of LinkedIn pages that matter here. */
export const pageKinds = [
  "lead_search",
  "saved_search",
  "lead_list",
  "lead_page",
  "account_search",
  "account_list",
  "account_page",
  "classic_profile",
  "classic_search",
  "signed_out",
  "other",
] as const;
export type PageKind = (typeof pageKinds)[number];

export interface PageAddress {
  kind: PageKind;
  path: string;
  /** Decoded parameters in their order; `query=` of the older layout's fragment counts as one. */
  params: readonly (readonly [string, string])[];
}

const longest = 16_000;
/** The host exactly: no user part, no look-alike, no other port. */
const shape = /^https:\/\/www\.linkedin\.com(?::443)?(\/[^?#\s\\]*)?(\?[^#\s]*)?(#\S*)?$/i;

/** Reads the address of a page; null when it is not on www.linkedin.com. */
export function readPageAddress(url: string): PageAddress | null {
  if (url.length > longest) return null;
  const match = shape.exec(url.trim());
  if (match === null) return null;
  const [, path = "/", query = "", fragment = ""] = match;
  const params = [
    ...readParams(query.slice(1)),
    ...readParams(fragment.slice(1)).filter(([name]) => name === "query" || name === "savedSearchId"),
  ];
  return { kind: kindOf(path.replace(/\/{2,}/g, "/"), params), path, params };
}

function kindOf(path: string, params: PageAddress["params"]): PageKind {
  const lower = path.toLowerCase();
  const has = (name: string) => params.some(([key]) => key === name);
  if (/^\/(?:login|checkpoint|authwall|uas|signup)(?:\/|$)/.test(lower)) return "signed_out";
  if (/^\/sales\/(?:login|checkpoint|contract-chooser)(?:\/|$)/.test(lower)) return "signed_out";
  if (/^\/sales\/search\/people\/?$/.test(lower)) return has("savedSearchId") ? "saved_search" : "lead_search";
  if (/^\/sales\/search\/(?:company|companies|accounts)\/?$/.test(lower)) return "account_search";
  if (/^\/sales\/lists\/people\/\d{1,24}\/?$/.test(lower)) return "lead_list";
  if (/^\/sales\/lists\/(?:company|companies|accounts)(?:\/\d{1,24})?\/?$/.test(lower)) return "account_list";
  if (/^\/sales\/(?:lead|people|profile)\/./.test(lower)) return "lead_page";
  if (/^\/sales\/(?:company|account|accounts)\/\d{1,15}(?:\/|$)/.test(lower)) return "account_page";
  if (/^\/in\/[^/]+(?:\/|$)/.test(lower)) return "classic_profile";
  if (/^\/search\/results\/people\/?$/.test(lower)) return "classic_search";
  return "other";
}

function readParams(text: string): [string, string][] {
  if (text === "") return [];
  return text
    .split("&")
    .slice(0, 100)
    .flatMap((part) => {
      const at = part.indexOf("=");
      const name = decode(at < 0 ? part : part.slice(0, at));
      return name === "" ? [] : [[name, at < 0 ? "" : decode(part.slice(at + 1))] as [string, string]];
    });
}

/** Percent decoding that leaves what it cannot decode as it is. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, " "));
  } catch {
    return text;
  }
}

const passing = new Set(["page", "sessionid", "_ntb", "trk", "sid", "viewallfilters", "lipi", "licu"]);

/**
 * What makes two addresses the same search or list: path and parameters without page, session and tracking, in order of
 * name. Null for pages that hold no rows.
 */
export function searchIdentity(url: string): string | null {
  const address = readPageAddress(url);
  if (address === null || !isRowsPage(address.kind)) return null;
  const kept = address.params
    .filter(([name]) => !passing.has(name.toLowerCase()))
    .map(([name, value]) => `${name}=${value.replace(/recentSearchParam:\([^()]*\),?/g, "")}`)
    .sort();
  return `${address.path.toLowerCase().replace(/\/+$/, "")}?${kept.join("&")}`;
}

export const isRowsPage = (kind: PageKind): boolean =>
  ["lead_search", "saved_search", "lead_list", "account_search", "account_list", "classic_search"].includes(kind);

/** The page number that an address shows, from 1. */
export function pageNumber(address: PageAddress): number {
  const value = address.params.find(([name]) => name === "page")?.[1] ?? "";
  return /^[1-9]\d{0,3}$/.test(value) ? Number(value) : 1;
}
