import type { Credits } from "#contracts/api/credits.ts";

type Entry = Credits["entries"][number];

export interface EntryGroup {
  id: number;
  kind: Entry["kind"];
  account: Entry["account"];
  /** From the reader's side: what is received or comes back is positive, what is held or spent negative. */
  changeMilli: number;
  /** Of `account`, after the newest entry of the group. */
  balanceMilli: number;
  createdAt: string;
  jobId: string | null;
  /** Set when the group is one contact only. */
  contactId: string | null;
  contacts: number;
  note: string | null;
}

const signs: Record<Entry["kind"], 1 | -1> = { grant: 1, release: 1, refund: 1, hold: -1, capture: -1 };

/** Puts the entries of one kind and job together, where the newest stands: a job of 500 people must not fill the page. */
export function groupEntries(entries: readonly Entry[]): EntryGroup[] {
  const groups = new Map<string, EntryGroup>();
  for (const entry of entries) {
    const changeMilli = signs[entry.kind] * Math.abs(entry.amount_milli);
    const key = entry.job_id === null ? String(entry.id) : [entry.job_id, entry.kind, entry.note].join();
    const group = groups.get(key);
    if (group) {
      group.changeMilli += changeMilli;
      group.contacts += entry.contact_id === null ? 0 : 1;
      group.contactId = null;
      continue;
    }
    groups.set(key, {
      id: entry.id,
      kind: entry.kind,
      account: entry.account,
      changeMilli,
      balanceMilli: entry.balance_after_milli,
      createdAt: entry.created_at,
      jobId: entry.job_id,
      contactId: entry.contact_id,
      contacts: entry.contact_id === null ? 0 : 1,
      note: entry.note,
    });
  }
  return [...groups.values()];
}
