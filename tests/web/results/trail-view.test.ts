import { describe, expect, it } from "vitest";
import type { ContactAnswer, TrailEntry } from "#contracts/api/contacts.ts";
import { createEnglish } from "#core/i18n/en.ts";
import { createFormats } from "#core/i18n/formats.ts";
import { contactStatuses, stopReasons } from "#core/jobs/words.ts";
import { decisionText, detailText, endText, trailTotal } from "../../../web/src/features/results/trail-view.ts";

const texts = createEnglish(createFormats("en", "UTC")).results;
const label = (name: string) => name.toUpperCase();
const entry = (decision: TrailEntry["decision"], cost = 0, outcome = "found") =>
  ({ decision, cost_micros: cost, outcome }) as TrailEntry;
const answer = (contact: Partial<ContactAnswer["contact"]>, trail: TrailEntry[] = []) =>
  ({ contact: { reason: null, duplicate_of_row: null, ...contact }, trail }) as ContactAnswer;

describe("decisionText", () => {
  it("tells what came next", () => {
    expect(decisionText(entry({ do: "ask", provider: "hunter" }), texts, label)).toBe(
      "Not sure enough: HUNTER is asked next.",
    );
    expect(decisionText(entry({ do: "ask", provider: "hunter" }, 0, "miss"), texts, label)).toBe(
      "HUNTER is asked next.",
    );
    expect(decisionText(entry({ do: "retry" }), texts, label)).toBe("Tried again later.");
    expect(decisionText(entry({ do: "finish", reason: "accepted" }), texts, label)).toBe(
      "Stopped: the answer is sure enough.",
    );
  });

  it("stays silent about what it does not know", () => {
    expect(decisionText(entry(null), texts, label)).toBeNull();
    expect(decisionText(entry({ do: "dance" }), texts, label)).toBeNull();
  });
});

describe("detailText", () => {
  it.each([
    [null, null],
    ["", null],
    ["catch_all", null],
    ["ultra_sure", null],
    ["confirmed_by_hunter", "confirmed by hunter"],
    ["Hunter: too many requests at once", "Hunter: too many requests at once"],
  ])("%j → %j", (detail, text) => {
    expect(detailText({ detail, label: "catch_all", native_label: "ultra_sure" })).toBe(text);
  });
});

describe("endText", () => {
  it("explains contacts that were never asked about", () => {
    expect(endText(answer({ status: "duplicate", duplicate_of_row: 12 }), texts)).toContain("row 12");
    expect(endText(answer({ status: "duplicate" }), texts)).toContain("already had");
    for (const reason of stopReasons) {
      expect(endText(answer({ status: "done", reason }), texts)).toMatch(/^Stopped: /);
    }
  });

  it("does not say twice why it stopped", () => {
    const trail = [entry({ do: "finish", reason: "accepted" })];
    expect(endText(answer({ status: "done", reason: "accepted" }, trail), texts)).toBeNull();
  });

  it("has an answer for every state", () => {
    for (const status of contactStatuses) expect(endText(answer({ status }), texts)).not.toBe("");
  });
});

describe("trailTotal", () => {
  it("adds up what the sources cost", () => {
    const trail = [entry(null, 19_000), entry(null, 0), entry(null, 80_000)];
    expect(trailTotal(answer({ credits_milli: 1_000 }, trail))).toEqual({ costMicros: 99_000, creditsMilli: 1_000 });
  });
});
