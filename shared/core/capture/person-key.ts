import { foldToKey } from "../lib/fold-text.ts";
import type { SeenRow } from "./captured-lead.ts";

/** The key of somebody whose member id is known: the same word that imports compare by. */
export const memberKey = (memberId: string): string => `li:#${memberId}`;

/** The key of somebody who is told by LinkedIn's own ids; null without any. */
export const identityKey = (memberId: string | null, token: string | null): string | null =>
  memberId !== null ? memberKey(memberId) : token === null ? null : `token:${token}`;

/** Longest key; longer ones are cut. */
const longest = 240;

/** The best key there is for a row: member id, else profile address, else token, else name and company. */
export function personKey(row: {
  member_id: string | null;
  linkedin_url: string | null;
  token: string | null;
  full_name: string | null;
  company: string | null;
}): string {
  if (row.member_id !== null) return memberKey(row.member_id);
  const slug = row.linkedin_url === null ? null : /\/in\/([^/?#]+)$/.exec(row.linkedin_url)?.[1];
  if (slug) return `li:${slug}`.slice(0, longest);
  if (row.token !== null) return `token:${row.token}`;
  return `nc:${foldToKey(row.full_name ?? "")}|${foldToKey(row.company ?? "")}`.slice(0, longest);
}

export const companyRowKey = (row: { company_id: string | null; company: string }): string =>
  row.company_id === null ? `co:${foldToKey(row.company)}`.slice(0, longest) : `co:${row.company_id}`;

/** The key of a row as read; the cleaned lead has the same one wherever LinkedIn tells an id. */
export const rowKey = (row: SeenRow): string => (row.kind === "person" ? personKey(row) : companyRowKey(row));
