import { describe, expect, it } from "vitest";
import type { ContactAnswer, TrailEntry } from "#contracts/api/contacts.ts";
import { catalogue } from "#core/cascade/catalogue.ts";
import { createEnglish } from "#core/i18n/en.ts";
import { createFormats } from "#core/i18n/formats.ts";
import { contactStatuses, stopReasons } from "#core/jobs/words.ts";
import {
  decisionText,
  detailText,
  endText,
  lanesOf,
  notAskedText,
  overviewOf,
  trailTotal,
} from "../../../web/src/features/results/trail-view.ts";

const messages = createEnglish(createFormats("en", "UTC"));
const texts = messages.results;
const label = (name: string) => name.toUpperCase();
const entry = (decision: TrailEntry["decision"], cost = 0, outcome = "found") =>
  ({ decision, cost_micros: cost, outcome }) as TrailEntry;
const answer = (contact: Partial<ContactAnswer["contact"]>, trail: TrailEntry[] = []) =>
  ({
    contact: { reason: null, duplicate_of_row: null, email_from: null, phone_from: null, ...contact },
    trail,
  }) as ContactAnswer;

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
    ["confirmed_by_hunter", "An earlier source named it too."],
    ["needs a name", "A name is needed."],
    ["verification_catch_all", "Our check: the mail server accepts every address, real or not."],
    ["some_new_word", "some new word"],
    ["constructor", "constructor"],
    ["Hunter: too many requests at once", "Hunter: too many requests at once"],
  ])("%j → %j", (detail, text) => {
    const entry = { detail, label: "catch_all", native_label: "ultra_sure", outcome: "found" };
    expect(detailText(entry, messages)).toBe(text);
  });

  it("does not say twice that nothing was found, and says what was wrong with an answer", () => {
    const miss = { label: null, native_label: null, outcome: "miss" };
    expect(detailText({ ...miss, detail: "Icypeas found no address" }, messages)).toBeNull();
    expect(detailText({ ...miss, detail: "reported_before" }, messages)).toContain("reported as wrong");
  });

  it("knows what each source says that it needs, and what the worker says, in every language", () => {
    const nobody = { ref: "", firstName: null, lastName: null, fullName: null, company: null, domain: null };
    const needs = catalogue.flatMap((entry) =>
      [nobody, { ...nobody, fullName: "Ada Example", lastName: "Example", firstName: "Ada" }].map((person) =>
        entry.cannotAsk({ ...person, linkedinUrl: null, country: null }),
      ),
    );
    expect(needs.filter((need) => need !== null).length).toBeGreaterThan(3);
    for (const need of needs) if (need !== null) expect(Object.keys(texts.trail.details)).toContain(need);
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

const words = createEnglish(createFormats("en", "UTC")).trail;
const names = (providers: string[]) => providers.join(", ");
const ask = (provider: string, channel: "email" | "phone", decision: TrailEntry["decision"] = null) =>
  ({ id: 1, provider, channel, decision, outcome: "found", cost_micros: 0 }) as TrailEntry;
const both = { want: "both" as const, order: ["icypeas", "hunter", "apollo"], phone_order: ["apollo"] };

describe("lanesOf", () => {
  it("tells each channel's own end: the e-mail is over, the phone is awaited", () => {
    const trail = [ask("icypeas", "email", { do: "finish", reason: "accepted" })];
    const lanes = lanesOf(answer({ status: "working", phone_status: "pending" }, trail), both);
    expect(lanes).toMatchObject([
      { channel: "email", end: { state: "done", reason: "accepted" }, notAsked: ["hunter", "apollo"] },
      { channel: "phone", end: { state: "open", reason: null }, notAsked: ["apollo"] },
    ]);
  });

  it("shows no channel that was neither wanted nor asked for", () => {
    expect(lanesOf(answer({ status: "done" }, []), { ...both, want: "email" }).map(({ channel }) => channel)).toEqual([
      "email",
    ]);
    expect(lanesOf(answer({ status: "done" }, []), { ...both, phone_order: [] })).toHaveLength(1);
    expect(lanesOf(answer({ status: "done" }, [ask("apollo", "phone")]), null)).toMatchObject([{ notAsked: [] }]);
  });

  it("says nothing but that it is known where an earlier import answered", () => {
    const carried = answer({ status: "done", reason: "exhausted", email_from: "c0" }, [ask("apollo", "phone")]);
    expect(lanesOf(carried, both)).toMatchObject([
      { channel: "email", entries: [], notAsked: [], earlier: "c0", end: { reason: null } },
      { channel: "phone", earlier: null, end: { reason: "exhausted" } },
    ]);
    expect(lanesOf(carried, { ...both, want: "phone" })).toHaveLength(2);
  });

  it("counts whom nobody called as not asked", () => {
    const trail = [{ ...ask("hunter", "email"), outcome: "skipped" }, ask("icypeas", "email")];
    expect(lanesOf(answer({ status: "done", reason: "exhausted" }, trail), { ...both, want: "email" })).toMatchObject([
      { notAsked: ["hunter", "apollo"], end: { reason: "exhausted" } },
    ]);
  });
});

describe("notAskedText", () => {
  const lane = (reason: string | null, notAsked: string[], state: "open" | "done" = "done") => ({
    channel: "email" as const,
    entries: [ask("icypeas", "email"), ask("hunter", "email")],
    end: { state, reason },
    notAsked,
    earlier: null,
  });

  it("says who was not asked, and why", () => {
    expect(notAskedText(lane("accepted", ["apollo"]), words, names)).toBe(
      "Not asked: apollo. It was not needed any more, and would have cost for nothing.",
    );
    expect(notAskedText(lane("budget", ["apollo"]), words, names)).toContain("budget");
    expect(notAskedText(lane("exhausted", ["apollo"]), words, names)).toBe("Not asked: apollo.");
    expect(notAskedText(lane("constructor", ["apollo"]), words, names)).toBe("Not asked: apollo.");
    expect(notAskedText(lane("exhausted", []), words, names)).toBe(words.everybody);
    expect(notAskedText(lane(null, ["apollo"], "open"), words, names)).toBe("Not asked yet: apollo.");
  });

  it("has a reason for every stop that leaves somebody out", () => {
    for (const reason of ["accepted", "not_worth_asking", "budget", "opted_out", "cancelled"] as const) {
      expect(stopReasons).toContain(reason);
      expect(words.notAskedWhy[reason]).toBeTruthy();
    }
  });
});

describe("overviewOf", () => {
  const at = (id: number, from: number, to: number) =>
    ({
      ...ask("a", "email"),
      id,
      asked_at: new Date(from).toISOString(),
      answered_at: new Date(to).toISOString(),
      latency_ms: to - from,
    }) as TrailEntry;

  it("places asks that run one after another and side by side", () => {
    expect(overviewOf([at(1, 0, 2_000), at(2, 2_000, 10_000), at(3, 0, 5_000)])).toEqual({
      ms: 10_000,
      spans: [
        { id: 1, channel: "email", from: 0, length: 0.2 },
        { id: 2, channel: "email", from: 0.2, length: 0.8 },
        { id: 3, channel: "email", from: 0, length: 0.5 },
      ],
    });
  });

  it("needs two asks that took time, and bears clocks that disagree", () => {
    expect(overviewOf([at(1, 0, 2_000)])).toBeNull();
    expect(overviewOf([])).toBeNull();
    expect(overviewOf([at(1, 0, 0), at(2, 0, 0)])).toBeNull();
    const spans = overviewOf([at(1, 9_000, 2_000), at(2, 0, 4_000)])?.spans ?? [];
    for (const { from, length } of spans) {
      expect(from).toBeGreaterThanOrEqual(0);
      expect(length).toBeGreaterThanOrEqual(0);
      expect(from + length).toBeLessThanOrEqual(1);
    }
  });
});
