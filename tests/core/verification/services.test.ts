import { expect, it } from "vitest";
import { parseEmail } from "#core/verification/email-syntax.ts";
import { judgeEmail } from "#core/verification/judge-email.ts";
import { readHunterVerification } from "#core/verification/services/read-hunter.ts";
import { readIcypeasSubmitted, readIcypeasVerification } from "#core/verification/services/read-icypeas.ts";

const heard = { mx_records: true, smtp_server: true, smtp_check: true, accept_all: false, block: false };

it.each([
  ["valid, by its mail server", { status: "valid", ...heard }, "accepted"],
  ["valid, but nobody asked the mail server", { status: "valid", ...heard, smtp_check: false }, "none"],
  ["valid, but the server blocks questions", { status: "valid", ...heard, block: true }, "none"],
  ["valid, without details", { status: "valid" }, "none"],
  ["a server that takes all", { status: "valid", ...heard, accept_all: true }, "catch_all"],
  ["accept_all", { status: "accept_all", ...heard }, "catch_all"],
  ["webmail", { status: "webmail", ...heard }, "none"],
  ["unknown", { status: "unknown", ...heard }, "none"],
  ["a word of tomorrow", { status: "splendid", ...heard }, "none"],
  ["invalid, by its mail server", { status: "invalid", ...heard, smtp_check: false }, "refused"],
  [
    "invalid, but no server was reached",
    { status: "invalid", ...heard, smtp_server: false, smtp_check: false },
    "none",
  ],
])("Hunter: %s", (_name, data, says) => {
  const answer = readHunterVerification(200, { data });
  expect(answer.outcome === "opinion" ? answer.says : answer.outcome).toBe(says);
});

it("waits for Hunter at 202 and learns nothing from odd answers", () => {
  expect(readHunterVerification(202, {}).outcome).toBe("pending");
  for (const body of [null, [], { data: null }, { data: { status: 5 } }, "valid"]) {
    expect(readHunterVerification(200, body)).toEqual({ outcome: "none", billed: true });
  }
  expect(readHunterVerification(222, { data: { status: "valid", ...heard } })).toEqual({
    outcome: "none",
    billed: false,
  });
});

const icypeas = (status: string, certainty?: string) =>
  readIcypeasVerification({
    success: true,
    items: [{ status, results: { emails: certainty ? [{ certainty }] : [] } }],
  });

it.each([
  ["DEBITED", "ultra_sure", "accepted"],
  ["FOUND", "very_sure", "accepted"],
  ["ABORTED", "very_sure", "none"],
  ["DEBITED", "probable", "none"],
  ["DEBITED", "sure", "none"],
  ["DEBITED_NOT_FOUND", "not_found", "none"],
  ["DEBITED_NOT_FOUND", "undeliverable", "refused"],
  ["IN_PROGRESS", undefined, "pending"],
  ["INSUFFICIENT_FUNDS", undefined, "none"],
])("Icypeas: %s, %s", (status, certainty, says) => {
  const answer = icypeas(status, certainty);
  expect(answer.outcome === "opinion" ? answer.says : answer.outcome).toBe(says);
});

it("reads no id from a refusal, and nothing from answers of another shape", () => {
  expect(readIcypeasSubmitted({ success: false, item: { _id: "x" } })).toBeNull();
  expect(readIcypeasSubmitted({ success: true, item: { _id: "x" } })).toBe("x");
  for (const body of [null, {}, { success: true, items: [] }, { success: true, items: [{}] }]) {
    expect(readIcypeasVerification(body)).toEqual({ outcome: "none", billed: false });
  }
});

it("judges by a service's word, level 3 all the same, and shows it in the score", () => {
  const syntax = parseEmail("ada@orchard.example");
  const domain = { exists: true, acceptsMail: true, hosts: [], via: "mx", provider: null, reason: "ok" } as const;
  const judge = (says: "accepted" | "refused" | "catch_all") =>
    judgeEmail({
      email: "ada@orchard.example",
      syntax,
      domain: { ...domain, hosts: [] },
      depth: 3,
      smtp: null,
      service: { says, service: "hunter" },
      listedDisposable: false,
      now: 0,
    });
  expect(judge("accepted")).toMatchObject({ status: "deliverable", reason: "service_accepted", level: 3, score: 85 });
  expect(judge("refused")).toMatchObject({ status: "undeliverable", reason: "service_refused", score: 4 });
  expect(judge("catch_all")).toMatchObject({ status: "risky", flags: { catch_all: true }, score: 60 });
});
