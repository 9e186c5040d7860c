import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Advice, type AskOutcome, type CascadeState, nextStep, type PastAsk } from "#core/cascade/next-step.ts";
import type { Standing } from "#core/cascade/policy/open-policy.ts";
import { maxAttempts } from "#core/jobs/retry-schedule.ts";
import { type CascadeMode, cascadeModes } from "#core/jobs/words.ts";
import { failureKinds } from "#core/providers/provider-port.ts";

const order = ["icypeas", "dropcontact", "hunter", "apollo"];
const ask = (provider: string, outcome: AskOutcome, confidence: number | null = null, attempt = 1): PastAsk => ({
  provider,
  outcome,
  confidence,
  attempt,
});
const state = (asked: PastAsk[], more: Partial<CascadeState> = {}): CascadeState => {
  const found = asked.map((past) => past.confidence ?? -1).filter((confidence) => confidence >= 0);
  return {
    channel: "email",
    order,
    threshold: 90,
    asked,
    bestConfidence: found.length > 0 ? Math.max(...found) : null,
    overBudget: false,
    waitedMs: 0,
    patienceMs: 60_000,
    ...more,
  };
};
const missesOf = (...providers: string[]) => providers.map((provider) => ask(provider, "miss"));

describe("nextStep", () => {
  it.each<[string, CascadeState, object]>([
    ["starts with the first of the order", state([]), { do: "ask", provider: "icypeas" }],
    ["goes on after a miss", state([ask("icypeas", "miss")]), { do: "ask", provider: "dropcontact" }],
    ["stops when sure", state([ask("icypeas", "found", 99)]), { do: "finish", result: "found", reason: "accepted" }],
    ["accepts exactly the threshold", state([ask("icypeas", "found", 90)]), { do: "finish", reason: "accepted" }],
    ["holds a weaker answer and goes on", state([ask("icypeas", "found", 89)]), { do: "ask", provider: "dropcontact" }],
    [
      "returns the best held answer at the end",
      state([ask("icypeas", "found", 70), ...missesOf("dropcontact", "hunter", "apollo")]),
      { do: "finish", result: "partial", reason: "best_held", deliverBest: true },
    ],
    [
      "says so when nobody has it",
      state(missesOf(...order)),
      { do: "finish", result: "not_found", reason: "exhausted", deliverBest: false },
    ],
    [
      "an address that our checks refused is not held",
      state([ask("icypeas", "found", 0), ...missesOf("dropcontact", "hunter", "apollo")]),
      { do: "finish", result: "not_found", reason: "exhausted", deliverBest: false },
    ],
    [
      "an opt-out ends everything, even with an answer in hand",
      state([ask("icypeas", "found", 70), ask("hunter", "opted_out")]),
      { do: "finish", result: "suppressed", reason: "opted_out", suppress: true, deliverBest: false },
    ],
    ["tries again after a fault", state([ask("icypeas", "transient")]), { do: "retry" }],
    [
      "passes over a provider that keeps failing",
      state([ask("icypeas", "transient", null, maxAttempts)]),
      { do: "ask", provider: "dropcontact", waitFirst: false },
    ],
    ["never counts a rate limit as a try", state([ask("icypeas", "rate_limited", null, 50)]), { do: "retry" }],
    ["goes on at once after a wrong key", state([ask("icypeas", "auth")]), { do: "ask", provider: "dropcontact" }],
    [
      "comes back to a provider in trouble while patience lasts",
      state([ask("icypeas", "skipped"), ...missesOf("dropcontact", "hunter", "apollo")]),
      { do: "ask", provider: "icypeas", waitFirst: true },
    ],
    [
      "gives up when patience is over, without calling it a miss",
      state([ask("icypeas", "skipped"), ...missesOf("dropcontact", "hunter", "apollo")], { waitedMs: 60_000 }),
      { do: "finish", result: "failed", reason: "providers_unavailable" },
    ],
    [
      "all keys wrong is no miss either",
      state(order.map((provider) => ask(provider, "auth"))),
      { do: "finish", result: "failed", reason: "providers_unavailable" },
    ],
    [
      "a wrong key among honest misses changes nothing",
      state([ask("icypeas", "auth"), ...missesOf("dropcontact", "hunter", "apollo")]),
      { do: "finish", result: "not_found", reason: "exhausted" },
    ],
    [
      "nobody could be asked with what is known",
      state(order.map((provider) => ask(provider, "bad_input"))),
      { do: "finish", result: "not_found", reason: "bad_input" },
    ],
    [
      "the budget stops new asks and keeps what is held",
      state([ask("icypeas", "found", 70)], { overBudget: true }),
      { do: "finish", result: "partial", reason: "budget", deliverBest: true },
    ],
    [
      "the budget without an answer",
      state([ask("icypeas", "miss")], { overBudget: true }),
      { do: "finish", result: "not_found", reason: "budget" },
    ],
  ])("%s", (_name, given, expected) => {
    expect(nextStep(given)).toMatchObject(expected);
  });

  it("always ends, whatever the providers answer, and never asks an answered provider again", () => {
    const outcome = fc.constantFrom<AskOutcome>("found", "skipped", ...failureKinds);
    fc.assert(
      fc.property(fc.infiniteStream(fc.tuple(outcome, fc.integer({ min: 0, max: 100 }))), (answers) => {
        const asked: PastAsk[] = [];
        let best: number | null = null;
        let current = "";
        let attempt = 0;
        for (let turn = 0; turn < 400; turn++) {
          const step = nextStep(state(asked, { bestConfidence: best, waitedMs: turn * 1000 }));
          if (step.do === "finish") return;
          if (step.do === "ask") {
            const before = asked.filter((past) => past.provider === step.provider).at(-1);
            expect(["found", "miss", "bad_input", "auth", "out_of_credits"]).not.toContain(before?.outcome);
            current = step.provider;
            attempt = 0;
          }
          attempt += 1;
          const [rolled, confidence] = answers.next().value;
          // A provider cannot say "slow down" for ever in this property: the bucket is what bounds that.
          const ended = rolled === "rate_limited" && attempt > 3 ? "miss" : rolled;
          if (ended === "found") best = Math.max(best ?? 0, confidence);
          asked.push(ask(current, ended, ended === "found" ? confidence : null, attempt));
        }
        throw new Error("the cascade did not end");
      }),
      { seed: 20261123, numRuns: 500 },
    );
  });
});

describe("nextStep with a policy", () => {
  /** Asks in this order, unless what is in hand is worth keeping. */
  const advice = (wish: readonly string[], keeps = false): Advice => ({
    choose: ({ among }) => wish.find((name) => among.includes(name)) ?? null,
    isWorthAsking: ({ among }) => !keeps && among.some((name) => wish.includes(name)),
  });
  const plan = (mode: CascadeMode, wish: readonly string[], keeps = false) => ({
    plan: { mode, advice: advice(wish, keeps) },
  });
  const turned = ["apollo", "hunter", "icypeas", "dropcontact"];

  it.each<[string, CascadeState, object]>([
    ["auto asks whom the policy wants", state([], plan("auto", turned)), { do: "ask", provider: "apollo" }],
    ["a pinned order wins", state([], plan("fixed", turned)), { do: "ask", provider: "icypeas" }],
    ["shadow changes nothing", state([], plan("shadow", turned)), { do: "ask", provider: "icypeas" }],
    [
      "auto ends when nobody is worth asking, and says so",
      state(missesOf("apollo"), plan("auto", ["apollo"])),
      { do: "finish", result: "not_found", reason: "not_worth_asking", deliverBest: false },
    ],
    [
      "a pinned order goes to its end while there is no answer, worth it or not",
      state(missesOf("icypeas"), plan("fixed", [], true)),
      { do: "ask", provider: "dropcontact" },
    ],
    ...cascadeModes.map((mode): [string, CascadeState, object] => [
      `${mode}: an address that nobody can improve is given at once`,
      state([ask("icypeas", "found", 70)], plan(mode, turned, true)),
      { do: "finish", result: "partial", reason: "best_held", deliverBest: true },
    ]),
    [
      "fixed keeps its order towards the one that is worth it",
      state([ask("icypeas", "found", 70)], plan("fixed", ["apollo"])),
      { do: "ask", provider: "dropcontact" },
    ],
    [
      "an address that our checks refused is not in hand",
      state([ask("icypeas", "found", 0)], plan("fixed", [], true)),
      { do: "ask", provider: "dropcontact" },
    ],
    [
      "auto waits for a provider in trouble that is worth it",
      state([ask("apollo", "skipped"), ...missesOf("icypeas", "dropcontact", "hunter")], plan("auto", turned)),
      { do: "ask", provider: "apollo", waitFirst: true },
    ],
    [
      "and does not wait for one that is not",
      state([ask("apollo", "skipped"), ...missesOf("icypeas", "dropcontact", "hunter")], plan("auto", ["icypeas"])),
      { do: "finish", reason: "not_worth_asking" },
    ],
    [
      "whom nobody could reach is no matter of worth",
      state([ask("apollo", "skipped"), ...missesOf("icypeas", "dropcontact", "hunter")], {
        ...plan("auto", turned),
        waitedMs: 60_000,
      }),
      { do: "finish", result: "failed", reason: "providers_unavailable" },
    ],
    ["the budget comes first", state([], { ...plan("auto", turned), overBudget: true }), { reason: "budget" }],
    ["so does a retry", state([ask("icypeas", "transient")], plan("auto", turned)), { do: "retry" }],
  ])("%s", (_name, given, expected) => {
    expect(nextStep(given)).toMatchObject(expected);
  });

  it("counts answers alone among the missed: an error says nothing of the person", () => {
    const seen: Standing[] = [];
    const watching: Advice = {
      choose: (standing) => {
        seen.push(standing);
        return standing.among[0] ?? null;
      },
      isWorthAsking: () => true,
    };
    const asked = [ask("icypeas", "found", 70), ask("dropcontact", "auth"), ask("hunter", "skipped")];
    nextStep(state(asked, { plan: { mode: "auto", advice: watching } }));
    expect(seen).toEqual([{ missed: ["icypeas"], confidence: 70, among: ["apollo"] }]);
  });
});
