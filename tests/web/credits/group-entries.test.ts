import { describe, expect, it } from "vitest";
import type { Credits } from "#contracts/api/credits.ts";
import { createFormats } from "#core/i18n/formats.ts";
import { groupEntries } from "../../../web/src/features/credits/group-entries.ts";
import { signedCredits } from "../../../web/src/features/credits/signed-credits.ts";

type Entry = Credits["entries"][number];
const entry = (id: number, part: Partial<Entry>): Entry => ({
  id,
  kind: "capture",
  amount_milli: 1_000,
  account: "spent",
  balance_after_milli: id * 1_000,
  note: null,
  job_id: "job-1",
  contact_id: `contact-${id}`,
  created_at: "2026-11-23T10:00:00+00:00",
  ...part,
});

describe("groupEntries", () => {
  it("puts neighbours of one job and kind together, newest balance first", () => {
    const groups = groupEntries([
      entry(3, {}),
      entry(2, {}),
      entry(1, { kind: "release" }),
      entry(0, { job_id: "job-2" }),
    ]);
    expect(groups.map(({ kind, contacts, changeMilli }) => [kind, contacts, changeMilli])).toEqual([
      ["capture", 2, -2_000],
      ["release", 1, 1_000],
      ["capture", 1, -1_000],
    ]);
    expect(groups[0]).toMatchObject({ balanceMilli: 3_000, contactId: null });
    expect(groups[1]).toMatchObject({ contactId: "contact-1" });
  });

  it("puts together what other movements came between, and keeps different notes apart", () => {
    const refund = { kind: "refund", job_id: "job-1" } as const;
    const groups = groupEntries([
      entry(5, {}),
      entry(4, { kind: "release" }),
      entry(3, {}),
      entry(2, { ...refund, note: "bounced" }),
      entry(1, { ...refund, note: "wrong_person" }),
    ]);
    expect(groups.map(({ id, contacts }) => [id, contacts])).toEqual([
      [5, 2],
      [4, 1],
      [2, 1],
      [1, 1],
    ]);
  });

  it("never merges grants", () => {
    const grant = { kind: "grant", job_id: null, contact_id: null } as const;
    expect(groupEntries([entry(2, grant), entry(1, grant)])).toHaveLength(2);
  });

  it("loses no credit", () => {
    const entries = Array.from({ length: 50 }, (_, index) =>
      entry(index, { kind: index % 7 === 0 ? "release" : "capture" }),
    );
    const sum = groupEntries(entries).reduce((total, group) => total + group.changeMilli, 0);
    expect(sum).toBe(8_000 - 42_000);
  });
});

describe("signedCredits", () => {
  it("always shows the direction", () => {
    const formats = createFormats("en", "UTC");
    expect([2_500, -1_000, 0].map((milli) => signedCredits(milli, formats))).toEqual(["+2.5", "−1", "0"]);
  });
});
