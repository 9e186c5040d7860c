import { describe, expect, it } from "vitest";
import type { Meta } from "#contracts/api/meta.ts";
import { type BudgetName, budgetMicros, budgetText } from "../../../web/src/features/imports/budget.ts";
import {
  type ChosenOptions,
  estimateChosen,
  moveSource,
  openOptions,
  optionsInput,
  peopleAsked,
  smallestBudget,
} from "../../../web/src/features/imports/chosen-options.ts";

const provider = (name: string, channels: ("email" | "phone")[], configured = true): Meta["providers"][number] => ({
  name,
  label: name,
  channels,
  configured,
  usd_per_email: 0.02,
});
const meta: Meta = {
  version: "0",
  sandbox: true,
  providers: [
    provider("icypeas", ["email"]),
    provider("hunter", ["email"]),
    provider("apollo", ["email", "phone"]),
    provider("dropcontact", ["email"], false),
  ],
  order: ["icypeas", "hunter", "apollo"],
  prices: { email_milli: 1_000, phone_milli: 8_000 },
  limits: { file_bytes: 1, leads_per_request: 1, rows_per_job: 1 },
};
const options = {
  want: "email" as const,
  threshold: 90,
  order: ["hunter", "icypeas"],
  phone_order: ["apollo"],
  verify: 3 as const,
  max_cost_micros: null,
  patience_ms: 1,
  sandbox: true,
  hold_milli: 1_000,
};
const opened = (part: Partial<ChosenOptions> = {}): ChosenOptions => ({
  ...openOptions({ options }, meta),
  ...part,
});

const nobody = { email: 0, phone: 0, both: 0 };
const people = (contacts: number, again = nobody) => ({ contacts, again });
const limited = (name: BudgetName, typed: string) => ({ budgets: { ...opened().budgets, [name]: typed } });

describe("budgetMicros", () => {
  it.each([
    ["", null],
    ["  ", null],
    ["25", 25_000_000],
    ["$ 12.5", 12_500_000],
    ["12,50", 12_500_000],
    ["0.01 USD", 10_000],
    ["0", 0],
    ["-3", "bad"],
    ["1e9", "bad"],
    ["12.345", "bad"],
    ["99999999", "bad"],
    ["a lot", "bad"],
  ])("%j → %s", (text, micros) => {
    expect(budgetMicros("job", text)).toBe(micros);
  });

  it("reads back what it shows", () => {
    for (const micros of [null, 0, 10_000, 12_500_000]) expect(budgetMicros("job", budgetText(micros))).toBe(micros);
  });

  it("takes 0 for a job or a person, and not for a day, which would never end", () => {
    expect(budgetMicros("job", "0")).toBe(0);
    expect(budgetMicros("person", "0")).toBe(0);
    expect(budgetMicros("day", "0")).toBe("bad");
    expect(budgetMicros("day", "0.01")).toBe(10_000);
  });

  it("takes parts of a cent for a person, whom one ask costs a few cents", () => {
    expect(budgetMicros("person", "0.019")).toBe(19_000);
    expect(budgetMicros("person", "0,0245")).toBe(24_500);
    expect(budgetMicros("person", "0.00001")).toBe("bad");
    expect(budgetMicros("person", budgetText(24_500))).toBe(24_500);
    expect(budgetMicros("day", "0.019")).toBe("bad");
  });
});

describe("the options of the review", () => {
  it("open in the order of the draft and offer only providers that can be asked", () => {
    expect(opened().sources.map((source) => source.name)).toEqual(["hunter", "icypeas", "apollo"]);
  });

  it("cannot be sent with a bad budget or without a source", () => {
    expect(optionsInput(opened(limited("job", "a lot")))).toBeNull();
    expect(optionsInput(opened({ sources: [] }))).toBeNull();
    expect(estimateChosen(people(10), opened({ sources: [] }), meta)).toBeNull();
    expect(optionsInput(opened(limited("job", "5")))).toMatchObject({ max_cost_micros: 5_000_000, threshold: 90 });
  });

  it("pin the order, unless the policy decides: then they only say who may be asked", () => {
    expect(opened().mode).toBe("fixed");
    expect(optionsInput(opened())).toMatchObject({ mode: "fixed", order: ["hunter", "icypeas", "apollo"] });
    expect(optionsInput(opened({ mode: "shadow" }))).toMatchObject({
      mode: "shadow",
      order: ["hunter", "icypeas", "apollo"],
    });
    const auto = optionsInput(opened({ mode: "auto" }));
    expect(auto).toMatchObject({ mode: "auto", providers: ["hunter", "icypeas", "apollo"] });
    expect(auto).not.toHaveProperty("order");
    expect(estimateChosen(people(100), opened({ mode: "auto" }), meta)).toEqual(
      estimateChosen(people(100), opened(), meta),
    );
    expect(openOptions({ options: { ...options, mode: "auto" } }, meta).mode).toBe("auto");
  });

  it("never estimate more than the budget, and phones on top of e-mails", () => {
    const email = estimateChosen(people(100), opened(), meta);
    const both = estimateChosen(people(100), opened({ want: "both" }), meta);
    expect(email?.max_credits_milli).toBe(100_000);
    expect(both?.max_credits_milli).toBe(900_000);
    expect(estimateChosen(people(100), opened(limited("job", "0.5")), meta)?.max_cost_micros).toBe(500_000);
    expect(email?.likely_cost_micros).toBeLessThan(email?.max_cost_micros ?? 0);
  });

  it("send each limit under its own name, and none that is bad", () => {
    expect(optionsInput(opened())).toMatchObject({
      max_cost_micros: null,
      max_contact_cost_micros: null,
      max_daily_cost_micros: null,
    });
    expect(optionsInput(opened(limited("person", "0.2")))).toMatchObject({ max_contact_cost_micros: 200_000 });
    expect(optionsInput(opened(limited("day", "30")))).toMatchObject({ max_daily_cost_micros: 30_000_000 });
    expect(optionsInput(opened(limited("person", "x")))).toBeNull();
    expect(optionsInput(opened(limited("day", "0")))).toBeNull();
    const held = { ...options, max_contact_cost_micros: 50_000, max_daily_cost_micros: 2_000_000 };
    expect(openOptions({ options: held }, meta).budgets).toEqual({ job: "", person: "0.05", day: "2" });
  });

  it("bound the estimate by what each person may cost, and know below what nobody is asked", () => {
    expect(estimateChosen(people(100), opened(limited("person", "0.01")), meta)?.max_cost_micros).toBe(1_000_000);
    // Pinned: the first source decides, hunter; else the cheapest, icypeas.
    const pinned = smallestBudget(opened(), meta) ?? 0;
    expect(smallestBudget(opened({ mode: "auto" }), meta)).toBeLessThan(pinned);
    expect(smallestBudget(opened({ want: "phone" }), meta)).toBeGreaterThan(pinned);
    expect(smallestBudget(opened({ ...limited("job", "bad"), want: "both" }), meta)).toBe(pinned);
    expect(smallestBudget(opened({ sources: [] }), meta)).toBeNull();
  });

  it("count known people who lack what is wanted, and only that", () => {
    const draft = people(10, { email: 3, phone: 5, both: 2 });
    expect(peopleAsked(draft, "email")).toBe(15);
    expect(peopleAsked(draft, "phone")).toBe(17);
    expect(peopleAsked(draft, "both")).toBe(20);
    expect(estimateChosen(draft, opened({ want: "both" }), meta)).toMatchObject({
      contacts: 20,
      max_credits_milli: 15 * 1_000 + 17 * 8_000,
    });
  });

  it("move sources within the list only", () => {
    const { sources } = opened();
    expect(moveSource(sources, 0, -1)).toBe(sources);
    expect(moveSource(sources, 2, 1)).toBe(sources);
    expect(moveSource(sources, 0, 1).map((source) => source.name)).toEqual(["icypeas", "hunter", "apollo"]);
  });
});
