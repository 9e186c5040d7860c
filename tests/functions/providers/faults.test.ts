import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { catalogue } from "#core/cascade/catalogue.ts";
import { writePhoneJob } from "#core/providers/apollo/phone-job.ts";
import type { ProviderBatch } from "#functions/_shared/providers/client.ts";
import { providerClient } from "#functions/_shared/providers/registry.ts";
import { person } from "../../core/providers/person.ts";
import { contextFor } from "./context.ts";
import { faults, type Scripted, startScripted } from "./scripted-server.ts";

let server: Scripted;
beforeAll(async () => {
  server = await startScripted();
});
afterAll(() => server.close());

const batch = (channel: "email" | "phone", count: number): ProviderBatch => ({
  id: "5f0c6d1e-0000-4000-8000-000000000001",
  channel,
  queries: Array.from({ length: count }, (_, index) => person({ ref: `lead-${index}` })),
});

const jobIds: Readonly<Record<string, string[]>> = {
  icypeas: ["bulk:f_1", "single:p_1"],
  dropcontact: ["abc"],
  apollo: [writePhoneJob({ requestId: "-5", people: new Map([["lead-0", { personId: "a", credits: 1 }]]) })],
};

/** Nothing that says something of a person, nothing bought: only "the provider is in trouble". */
const trouble = ["transient", "timeout"];

describe.each(catalogue.map(({ name }) => name))("%s under faults", (name) => {
  const client = providerClient(name);
  if (client === undefined) throw new Error(name);

  it.each(Object.keys(faults))("%s", async (fault) => {
    server.setScript(faults[fault] ?? (() => {}));
    const context = contextFor(name, server.url, { timeoutMs: 150 });
    const channels = catalogue.find((entry) => entry.name === name)?.channels ?? [];
    for (const channel of channels) {
      for (const count of [1, 3]) {
        const result = await client.submit(batch(channel, count), context);
        if (result.kind === "answers") {
          expect(result.answers).toHaveLength(count);
          for (const { outcome } of result.answers) expect(trouble).toContain(outcome);
        } else if (result.kind === "accepted") {
          throw new Error("a spoiled answer was taken for an acceptance");
        } else expect(trouble).toContain(result.failure.outcome);
      }
    }
    for (const externalId of jobIds[name] ?? []) {
      const polled = await client.poll?.(externalId, batch(channels.at(-1) ?? "email", 1), context);
      if (polled?.kind !== "failed") throw new Error(`poll: ${JSON.stringify(polled)}`);
      expect(trouble).toContain(polled.failure.outcome);
    }
    expect(trouble).toContain((await client.checkKey?.(context))?.outcome);
    const found = await client.recover?.(batch("email", 2), context);
    // Not knowing must not look like "there is no such job".
    if (client.recover !== undefined)
      expect(found).toMatchObject({ outcome: expect.stringMatching(/transient|timeout/) });
  });

  it("a job id that we did not write is refused, not asked for", async () => {
    server.setScript(faults.reset ?? (() => {}));
    if (name === "dropcontact" || client.poll === undefined) return;
    const polled = await client.poll("garbage", batch("email", 1), contextFor(name, server.url));
    expect(polled).toMatchObject({ kind: "failed", failure: { outcome: "bad_input" } });
  });
});
