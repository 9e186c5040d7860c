import { decodeMemberId } from "../../imports/people/member-id.ts";

export interface LeadIdentity {
  member_id: string | null;
  token: string | null;
  sales_nav_url: string | null;
}

const nobody: LeadIdentity = { member_id: null, token: null, sales_nav_url: null };
const tokenShape = /^AC[wo]A[A-Za-z0-9_-]{20,60}$/;

/**
 * Who a Sales Navigator address or urn points at. Takes `/sales/lead/<token>,<search>,<auth>` (also on
 * https://www.linkedin.com), and `urn:li:fs_salesProfile:(<token>,<search>,<auth>)`. Every other scheme and host gives
 * nobody. The address is written anew, without query.
 */
export function readLeadIdentity(raw: string | null): LeadIdentity {
  if (raw === null || raw.length > 2_000) return nobody;
  const text = raw.trim();
  const urn = /^urn:li:fs_salesProfile:\(?([^()\s]+)\)?$/.exec(text)?.[1];
  const path = /^(?:https:\/\/www\.linkedin\.com(?::443)?)?\/sales\/(?:lead|people|profile)\/([^?#/\s\\]+)/i.exec(
    text,
  )?.[1];
  const parts = (urn ?? withCommas(path) ?? "").split(",");
  const [token = "", search = "", auth = ""] = parts;
  if (!tokenShape.test(token) || parts.length > 3) return nobody;
  const kind = /^[A-Za-z_]{1,40}$/.test(search) ? search : "NAME_SEARCH";
  const key = /^[A-Za-z0-9_-]{1,20}$/.test(auth) ? `,${kind},${auth}` : "";
  return {
    member_id: decodeMemberId(token),
    token,
    sales_nav_url: `https://www.linkedin.com/sales/lead/${token}${key}`,
  };
}

const withCommas = (text: string | undefined): string | undefined => text?.replace(/%2C/gi, ",");

/** Numeric company id of an urn or of a company address of LinkedIn. */
export function readCompanyId(raw: string | null): string | null {
  if (raw === null || raw.length > 2_000) return null;
  const text = raw.trim();
  const id =
    /^urn:li:(?:fs_salesCompany|fs_normalized_company|fsd_company|company|organization):(\d{1,15})$/.exec(text)?.[1] ??
    /^(?:https:\/\/www\.linkedin\.com(?::443)?)?\/(?:sales\/(?:company|accounts?)|company)\/(\d{1,15})(?:[/?#]|$)/i.exec(
      text,
    )?.[1];
  return id?.replace(/^0+/, "") || null;
}
