import { describe, expect, it } from "vitest";
import type { Contact } from "#contracts/api/contacts.ts";
import type { ImportSummary } from "#contracts/api/imports.ts";
import type { Want } from "#core/jobs/words.ts";
import { type PreviewShow, personName, previewRows } from "../../../web/src/features/imports/preview-rows.ts";

const contact = (row: number, part: Partial<Contact> = {}): Contact => ({
  id: `00000000-0000-4000-8000-${String(row).padStart(12, "0")}`,
  job_id: "00000000-0000-4000-8000-000000000000",
  row_number: row,
  cells: [],
  first_name: "Ada",
  last_name: `Example${row}`,
  full_name: null,
  name_raw: null,
  company: "Harborline",
  company_raw: null,
  domain: null,
  title: null,
  location: null,
  country: null,
  linkedin_url: null,
  given_email: null,
  given_phone: null,
  status: "draft",
  duplicate_of: null,
  duplicate_of_row: null,
  result: null,
  reason: null,
  email: null,
  email_status: null,
  email_confidence: null,
  email_source: null,
  email_verdict: null,
  email_assessment: null,
  email_feedback: null,
  email_feedback_at: null,
  email_refunded_milli: 0,
  phone: null,
  phone_type: null,
  phone_status: null,
  phone_source: null,
  email_from: null,
  phone_from: null,
  cost_micros: 0,
  credits_milli: 0,
  started_at: null,
  finished_at: null,
  updated_at: "2026-11-23T00:00:00+00:00",
  ...part,
});
const summary = (part: Pick<ImportSummary, "contacts" | "issues" | "duplicates">) => part as ImportSummary;
const issue = (row: number) => ({ row_number: row, reason: "no_name", detail: null, cells: ["", "Harborline"] });

describe("previewRows", () => {
  it("puts problems between the rows they stand between", () => {
    const rows = previewRows(
      summary({ contacts: 2, issues: [issue(2), issue(9)], duplicates: [] }),
      [contact(1), contact(3)],
      "all",
      "email",
    );
    expect(rows.map((row) => [row.rowNumber, row.kind])).toEqual([
      [1, "ready"],
      [2, "problem"],
      [3, "ready"],
      [9, "problem"],
    ]);
  });

  it("ends where the read contacts end, so that nothing seems to be missing in between", () => {
    const rows = previewRows(
      summary({ contacts: 50, issues: [issue(2), issue(9)], duplicates: [] }),
      [contact(1), contact(3)],
      "all",
      "email",
    );
    expect(rows.map((row) => row.rowNumber)).toEqual([1, 2, 3]);
  });

  it("tells repeats in the file from people who are known already, and these from those who are asked again", () => {
    const duplicates = [
      { row_number: 4, duplicate_of_row: 1, name: "Ada Example", missing: [] },
      { row_number: 5, duplicate_of_row: null, name: null, missing: [] },
      { row_number: 6, duplicate_of_row: null, name: null, missing: ["phone" as const] },
      { row_number: 7, duplicate_of_row: null, name: null, missing: ["email" as const, "phone" as const] },
    ];
    const draft = summary({ contacts: 1, issues: [], duplicates });
    const kinds = (want: Want, show: PreviewShow = "duplicates", contacts: Contact[] = []) =>
      previewRows(draft, contacts, show, want).map((row) => [row.kind, row.missing]);
    const plain = [
      ["repeat", null],
      ["known", null],
    ];
    expect(kinds("email")).toEqual([...plain, ["known", null], ["again", "email"]]);
    expect(kinds("phone")).toEqual([...plain, ["again", "phone"], ["again", "phone"]]);
    expect(kinds("both")).toEqual([...plain, ["again", "phone"], ["again", "both"]]);
    expect(kinds("phone", "all", [contact(6, { status: "duplicate" })])).toEqual([["again", "phone"]]);
    expect(kinds("email", "problems")).toEqual([]);
  });
});

describe("personName", () => {
  it("takes the best there is", () => {
    expect(personName(contact(1, { full_name: "Dr. Ada Example" }))).toBe("Dr. Ada Example");
    expect(personName(contact(1))).toBe("Ada Example1");
    expect(personName(contact(1, { first_name: null, last_name: null, given_email: "a@b.example" }))).toBe(
      "a@b.example",
    );
    const profile = { first_name: null, last_name: null, linkedin_url: "https://www.linkedin.com/in/ada-example" };
    expect(personName(contact(1, profile))).toBe("/in/ada-example");
  });
});
