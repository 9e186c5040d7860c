import { parseLinkedin } from "../../imports/people/linkedin-url.ts";
import type { LeadWarning, Refusal, SeenLead } from "../captured-lead.ts";
import { readLeadIdentity } from "../pages/lead-address.ts";
import { identityKey } from "../person-key.ts";
import { asBoolean, asCount, asRecord, asText, field, type JsonRecord } from "../read-value.ts";
import { nameless } from "./nameless.ts";
import { choosePosition } from "./read-position.ts";

/** `key`: of somebody who must not be taken from elsewhere either; null: nothing tells who it is. */
export type RowReading = { ok: true; lead: SeenLead } | { ok: false; reason: Refusal; key: string | null };

/**
 * One person out of a search, a list or a lead page. Refuses those who asked not to be shared with third parties,
 * accounts of the dead, and people shown without a name. Contact details of a lead page are not read at all.
 */
export function readLeadRow(row: JsonRecord, join: (urn: string) => JsonRecord | null): RowReading {
  const urn = asText(field(row, "entityUrn")) ?? asText(field(row, "profileUrn"));
  const identity = readLeadIdentity(urn);
  const stated = memberOf(field(row, "objectUrn"));
  const member_id = stated ?? identity.member_id;
  const refuse = (reason: Refusal): RowReading => ({ ok: false, reason, key: identityKey(member_id, identity.token) });
  if (isSet(row, "blockThirdPartyDataSharing")) return refuse("private");
  if (isSet(row, "memorialized")) return refuse("memorialized");

  const warnings = new Set<LeadWarning>();
  const text = (name: string, most: number) => asText(field(row, name), most, () => warnings.add("text_cut"));
  const first_name = text("firstName", 200);
  const last_name = text("lastName", 200);
  const full_name = text("fullName", 300) ?? ([first_name, last_name].filter(Boolean).join(" ") || null);
  if (full_name === null) return refuse(member_id === null ? "unreadable" : "limited");
  if (nameless.test(full_name)) return refuse("limited");
  if (member_id === null && identity.token === null && !looksLikePerson(row)) return refuse("unreadable");

  const chosen = choosePosition(row, join);
  const headline = text("headline", 1_000);
  if (member_id === null) warnings.add("no_member_id");
  if (stated !== null && identity.member_id !== null && stated !== identity.member_id) warnings.add("id_mismatch");
  if (chosen.several) warnings.add("several_positions");
  if (chosen.other) warnings.add("other_position");
  if (chosen.position?.company && chosen.position.company_id === null) warnings.add("company_has_no_page");
  const flagship = text("flagshipProfileUrl", 500);
  const linkedin = flagship === null ? null : parseLinkedin(flagship).url;
  if (flagship !== null && linkedin === null) warnings.add("link_refused");
  const badges = asRecord(field(row, "memberBadges"));
  const lead: SeenLead = {
    kind: "person",
    member_id,
    token: identity.token,
    first_name,
    last_name,
    full_name,
    title: chosen.position?.title ?? null,
    headline,
    company: chosen.position?.company ?? null,
    company_id: chosen.position?.company_id ?? null,
    location: text("geoRegion", 300) ?? text("location", 300) ?? text("formattedLocation", 300),
    linkedin_url: linkedin,
    sales_nav_url: identity.sales_nav_url,
    degree: readDegree(field(row, "degree")),
    premium: asBoolean(field(row, "premium")) ?? asBoolean(field(badges, "premium")),
    // Search rows say false for everybody: only a yes is knowledge.
    open_link: field(row, "openLink") === true || field(badges, "openLink") === true ? true : null,
    started_on: chosen.position?.started_on ?? null,
    summary: text("summary", 4_000),
    source: "api",
    filled: {},
    warnings: [],
  };
  return { ok: true, lead: { ...lead, warnings: [...warnings] } };
}

/** Anything but a plain no counts: in doubt the member's wish is kept. */
function isSet(row: JsonRecord, flag: string): boolean {
  const value = field(row, flag);
  return value !== undefined && value !== null && value !== false;
}

/** Digits of `urn:li:member:<n>`. */
export function memberOf(value: unknown): string | null {
  const digits = /^urn:li:member:(\d{1,12})$/.exec(asText(value) ?? "")?.[1];
  return digits?.replace(/^0+/, "") || null;
}

function readDegree(value: unknown): number | null {
  const degree = asCount(value);
  return degree !== null && degree >= 1 && degree <= 3 ? degree : null;
}

const looksLikePerson = (row: JsonRecord): boolean =>
  field(row, "currentPositions") !== undefined || field(row, "positions") !== undefined;
