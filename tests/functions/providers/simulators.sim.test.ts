import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { catalogue } from "#core/cascade/catalogue.ts";
import { channelPlan } from "#core/cascade/channel-plan.ts";
import type { Answer, Channel } from "#core/providers/provider-port.ts";
import type { ProviderBatch, ProviderContext } from "#functions/_shared/providers/client.ts";
import { createProviderContext } from "#functions/_shared/providers/http.ts";
import { configuredProviders, providerClient } from "#functions/_shared/providers/registry.ts";
import {
  type ProviderName,
  providerNames,
  type Simulators,
  startSimulators,
  type Truth,
} from "#local/simulators/index.ts";
import { person } from "../../core/providers/person.ts";
import { type MadeUp, people as population } from "../../local/simulators/support.ts";

/** The first `count` made-up people for whom `wanted` holds. */
function some(count: number, wanted: (truth: Truth) => boolean): MadeUp[] {
  const found: MadeUp[] = [];
  let looked = 0;
  for (const candidate of population()) {
    if (wanted(candidate.truth)) found.push(candidate);
    if (found.length === count) return found;
    if (++looked > 20_000) throw new Error("the population has nobody like that");
  }
  return found;
}

let simulators: Simulators;
beforeAll(async () => {
  simulators = await startSimulators({ latency: "none", limits: "off" });
});
afterEach(() => simulators.reset());
afterAll(() => simulators.close());

function contextOf(name: string, to: Simulators = simulators, key?: string, timeoutMs = 20_000): ProviderContext {
  const env = Object.fromEntries(
    providerNames.flatMap((provider) => [
      [`${provider.toUpperCase()}_API_KEY`, key ?? to.keys[provider]],
      [`${provider.toUpperCase()}_BASE_URL`, to.baseUrls[provider]],
    ]),
  );
  const provider = configuredProviders(env).providers.find((configured) => configured.name === name);
  if (provider === undefined) throw new Error(name);
  return createProviderContext({
    entry: { ...provider.entry, timeoutMs },
    settings: provider.settings,
    takeTokens: async (_, count) => ({ granted: count, wait_ms: 0 }),
    now: () => Date.now(),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, Math.min(ms, 20))),
    fetch,
    signal: new AbortController().signal,
  });
}

const batchOf = (people: readonly MadeUp[], channel: Channel = "email"): ProviderBatch => ({
  id: crypto.randomUUID(),
  channel,
  queries: people.map(({ firstName, lastName, domain }, index) =>
    person({ ref: `lead-${index}`, firstName, lastName, fullName: `${firstName} ${lastName}`, company: null, domain }),
  ),
});

/** Submits and polls until everybody is answered. */
async function ask(name: string, batch: ProviderBatch, context = contextOf(name)): Promise<Answer[]> {
  const client = providerClient(name);
  if (client === undefined) throw new Error(name);
  const submitted = await client.submit(batch, context);
  if (submitted.kind === "answers") return submitted.answers;
  if (submitted.kind !== "accepted") return batch.queries.map(() => submitted.failure);
  for (let poll = 0; poll < 200; poll++) {
    const polled = await client.poll?.(submitted.externalId, batch, context);
    if (polled?.kind === "answers") return polled.answers;
    if (polled?.kind === "failed") return batch.queries.map(() => polled.failure);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("never answered");
}

const credits = (answers: readonly Answer[]) => answers.reduce((sum, answer) => sum + (answer.credits ?? 0), 0);
const truthFor: Readonly<Record<string, (truth: Truth) => Truth["findableBy"]["icypeas"]>> = {
  icypeas: (truth) => truth.findableBy.icypeas,
  dropcontact: (truth) => truth.findableBy.dropcontact,
  hunter: (truth) => truth.findableBy.hunter,
  apollo: (truth) => truth.findableBy.apollo,
  findymail: (truth) => truth.findableBy.findymail,
};
const names = catalogue.map(({ name }) => name);

describe.each(names)("%s against its simulator", (name) => {
  const finding = truthFor[name];
  if (finding === undefined) throw new Error(name);
  const size = Math.min(channelPlan(entryOf(name), "email").maxBatch, 250);

  it("agrees with the population on a full batch, and on what was charged", async () => {
    const people = some(size, () => true);
    const answers = await ask(name, batchOf(people));
    expect(answers).toHaveLength(size);
    for (const [index, { truth }] of people.entries()) {
      const { found, email, label, junk } = finding(truth);
      const answer = answers[index];
      const told = name === "hunter" || (junk?.label ?? label).startsWith("Do_Not_Contact");
      const optedOut = truth.optedOut && told;
      if (optedOut) expect(answer?.outcome).toBe("opted_out");
      else if (!found || (name === "hunter" && label === "invalid")) expect(answer?.outcome).toBe("miss");
      else expect(answer).toMatchObject({ outcome: "found", emails: [{ email }] });
    }
    const stats = simulators.stats()[name as ProviderName];
    expect(stats.asked).toBe(size);
    expect(credits(answers)).toBeCloseTo(stats.charged_credits, 3);
    expect(stats.duplicates_bought).toBe(0);
  });

  it("asks for one contact alone as well", async () => {
    const people = some(1, (truth) => finding(truth).found && !truth.optedOut && !truth.catchAll);
    expect(await ask(name, batchOf(people))).toMatchObject([{ outcome: "found" }]);
  });

  it("knows a wrong key", async () => {
    const context = contextOf(name, simulators, "wrong-key");
    const [answer] = await ask(name, batchOf(some(3, () => true)), context);
    expect(answer).toMatchObject({ outcome: "auth" });
    expect(await providerClient(name)?.checkKey?.(context)).toMatchObject({ outcome: "auth" });
    expect(await providerClient(name)?.checkKey?.(contextOf(name))).toBeNull();
    expect(simulators.stats()[name as ProviderName].asked).toBe(0);
  });

  it("knows an empty account", async () => {
    const poor = await startSimulators({ latency: "none", limits: "off", credits: { [name]: 0 } });
    try {
      const people = some(3, (truth) => finding(truth).found && !truth.optedOut);
      const answers = await ask(name, batchOf(people), contextOf(name, poor));
      expect(answers.map(({ outcome }) => outcome)).toEqual(people.map(() => "out_of_credits"));
    } finally {
      await poor.close();
    }
  });

  it.each([
    ["reset", "transient"],
    ["hang", "timeout"],
    ["html", "transient"],
    ["garbage", "transient"],
    ["huge", "transient"],
    ["truncate", "transient"],
  ] as const)("%s on every call is %s and charges nothing to anybody's contact", async (kind, outcome) => {
    simulators.setFaults({ [name]: [{ kind }] });
    const context = contextOf(name, simulators, undefined, kind === "hang" ? 500 : 20_000);
    const [answer] = await ask(name, batchOf(some(2, () => true)), context);
    expect(answer?.outcome).toBe(outcome);
    expect(answer?.credits ?? 0).toBe(0);
  });

  it("knows too many requests", async () => {
    // Hunter says 403 where the others say 429.
    simulators.setFaults({ [name]: [{ kind: "status", status: name === "hunter" ? 403 : 429 }] });
    const [answer] = await ask(name, batchOf(some(2, () => true)));
    expect(answer?.outcome).toBe("rate_limited");
  });
});

describe("what only one of them does", () => {
  it("Icypeas: a bulk whose acknowledgement was lost is found again and bought once", async () => {
    simulators.setFaults({ icypeas: [{ kind: "reset", route: "/bulk-search", first: 1, after: true }] });
    const people = some(20, (truth) => truth.findableBy.icypeas.found);
    const answers = await ask("icypeas", batchOf(people));
    expect(answers.every(({ outcome }) => outcome === "found")).toBe(true);
    const { by_route, duplicates_bought, charged_credits } = simulators.stats().icypeas;
    expect([by_route["/bulk-search"], duplicates_bought, charged_credits]).toEqual([1, 0, 20]);
  });

  it("Icypeas: so is a single search", async () => {
    simulators.setFaults({ icypeas: [{ kind: "truncate", route: "/email-search", first: 1 }] });
    const people = some(1, (truth) => truth.findableBy.icypeas.found);
    expect(await ask("icypeas", batchOf(people))).toMatchObject([{ outcome: "found" }]);
    expect(simulators.stats().icypeas).toMatchObject({ charged_credits: 1, asked: 1 });
  });

  it("Icypeas: a thousand contacts cost eleven reads at most", async () => {
    const answers = await ask("icypeas", batchOf(some(1_000, () => true)));
    expect(answers).toHaveLength(1_000);
    const { by_route } = simulators.stats().icypeas;
    expect(by_route["/bulk-single-searchs/read"]).toBeLessThanOrEqual(11);
  });

  it("Dropcontact: a batch larger than the balance is filled as far as it goes", async () => {
    const poor = await startSimulators({ latency: "none", limits: "off", credits: { dropcontact: 4 } });
    try {
      const people = some(6, (truth) => truth.findableBy.dropcontact.found && !truth.optedOut && !truth.catchAll);
      const answers = await ask("dropcontact", batchOf(people), contextOf("dropcontact", poor));
      const outcomes = answers.map(({ outcome }) => outcome);
      expect(outcomes).toEqual(["found", "found", "found", "found", "out_of_credits", "out_of_credits"]);
      expect(poor.stats().dropcontact.charged_credits).toBe(4);
    } finally {
      await poor.close();
    }
  });

  it.each(["hunter", "dropcontact"] as const)("%s: people who opted out are told apart", async (name) => {
    const people = some(5, (truth) => truth.optedOut && truth.email !== null);
    const answers = await ask(name, batchOf(people));
    expect(answers.map(({ outcome }) => outcome)).toEqual(people.map(() => "opted_out"));
    expect(simulators.stats()[name].charged_credits).toBe(0);
  });

  it("Hunter: 404 for nobody is a miss as well", async () => {
    const other = await startSimulators({ latency: "none", limits: "off", hunterMiss: "404" });
    try {
      const people = some(
        3,
        (truth) => !truth.findableBy.hunter.found && truth.findableBy.hunter.junk === null && !truth.optedOut,
      );
      const answers = await ask("hunter", batchOf(people), contextOf("hunter", other));
      expect(answers.map(({ outcome }) => outcome)).toEqual(["miss", "miss", "miss"]);
    } finally {
      await other.close();
    }
  });

  it("Apollo: a match without an address costs a credit, a placeholder is no address", async () => {
    const bare = some(
      3,
      (truth) => truth.apolloMatch && !truth.findableBy.apollo.found && truth.findableBy.apollo.junk === null,
    );
    const hidden = some(3, (truth) => truth.findableBy.apollo.junk !== null);
    const answers = await ask("apollo", batchOf([...bare, ...hidden]));
    for (const answer of answers) expect(answer).toMatchObject({ outcome: "miss", credits: 1 });
  });

  it("Apollo: phones, mobiles and switchboards, and their price", async () => {
    const people = [
      ...some(4, (truth) => truth.apolloPhone?.kind === "mobile"),
      ...some(2, (truth) => truth.apolloPhone?.kind === "work_hq"),
      ...some(2, (truth) => truth.apolloMatch && truth.apolloPhone === null),
      ...some(2, (truth) => !truth.apolloMatch),
    ];
    const answers = await ask("apollo", batchOf(people, "phone"));
    for (const [index, { truth }] of people.entries()) {
      const answer = answers[index];
      if (truth.apolloPhone === null) expect(answer?.outcome).toBe("miss");
      else {
        const kind = truth.apolloPhone.kind === "mobile" ? "mobile" : "company";
        expect(answer).toMatchObject({
          outcome: "found",
          phones: [{ number: truth.apolloPhone.number.replace(/[^+\d]/g, ""), kind }],
        });
      }
    }
    expect(credits(answers)).toBeCloseTo(simulators.stats().apollo.charged_credits, 3);
  });

  it("Apollo: lookups that already run are waited for, not bought again", async () => {
    const slow = await startSimulators({ latency: "realistic", limits: "off" });
    try {
      const people = some(2, (truth) => truth.apolloPhone?.kind === "mobile");
      const context = contextOf("apollo", slow);
      const first = await providerClient("apollo")?.submit(batchOf(people, "phone"), context);
      expect(first?.kind).toBe("accepted");
      const second = await providerClient("apollo")?.submit(batchOf(people, "phone"), context);
      expect(second).toMatchObject({ kind: "answers", answers: [{ outcome: "transient", retryAfterMs: 300_000 }, {}] });
    } finally {
      await slow.close();
    }
  });

  it.each(names)("%s: every request takes a token of a route that has a limit", async (name) => {
    const plain = contextOf(name);
    const taken: Record<string, number> = {};
    const counted = createProviderContext({
      entry: plain.entry,
      settings: plain.settings,
      takeTokens: async (route, count) => {
        // One at a time, as a bucket that is nearly empty gives them.
        taken[route] = (taken[route] ?? 0) + Math.min(count, 1);
        return { granted: 1, wait_ms: 10 };
      },
      now: () => Date.now(),
      sleep: async () => {},
      fetch,
      signal: new AbortController().signal,
    });
    for (const channel of plain.entry.channels) {
      await ask(
        name,
        batchOf(
          some(10, () => true),
          channel,
        ),
        counted,
      );
    }
    await providerClient(name)?.checkKey?.(counted);
    const total = Object.values(taken).reduce((sum, count) => sum + count, 0);
    expect(total).toBe(simulators.stats()[name as ProviderName].requests);
    for (const route of Object.keys(taken)) expect(plain.entry.limits[route]).toBeDefined();
  });
});

function entryOf(name: string) {
  const entry = catalogue.find((known) => known.name === name);
  if (entry === undefined) throw new Error(name);
  return entry;
}
