import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { DeliveredPerson } from "#core/destinations/words.ts";
import { createHubspot } from "#functions/_shared/destinations/hubspot.ts";
import { createSealer } from "#functions/_shared/secrets/sealer.ts";
import { type HubspotSimulator, startHubspotSimulator } from "#local/simulators/hubspot.ts";

let simulator: HubspotSimulator;
beforeAll(async () => {
  simulator = await startHubspotSimulator({ limits: "off" });
});
beforeEach(() => simulator.setFaults([]));
afterAll(() => simulator.close());

const hubspot = (timeoutMs = 5_000) =>
  createHubspot({ fetch, baseUrl: simulator.baseUrl, now: () => Date.now(), timeoutMs });
const person = (n: number, email = `person${n}@orchard.example`): DeliveredPerson => ({
  contact_id: `row-${n}`,
  email,
  first_name: "Person",
  last_name: String(n),
  full_name: null,
  company: "Orchard",
  domain: "orchard.example",
  title: null,
  linkedin_url: null,
  phone: null,
  phone_type: null,
});
const none = new Set<string>();

describe("the client of HubSpot", () => {
  it("tells a wrong token from a service that does not answer", async () => {
    expect(await hubspot().check("pat-wrong-token-of-nobody")).toEqual({ kind: "token" });
    expect(await hubspot().upsert("pat-wrong-token-of-nobody", [person(1)], none)).toEqual({ kind: "token" });
    const nowhere = createHubspot({ fetch, baseUrl: "http://127.0.0.1:1", now: () => 0 });
    expect(await nowhere.check(simulator.token)).toEqual({ kind: "unavailable" });
  });

  it.each([
    [
      { kind: "status", status: 429 },
      { kind: "wait", ms: 2_000 },
    ],
    [
      { kind: "status", status: 423 },
      { kind: "wait", ms: 2_000 },
    ],
    [{ kind: "status", status: 403 }, { kind: "token" }],
    [{ kind: "status", status: 500 }, { kind: "unavailable" }],
    [{ kind: "status", status: 503 }, { kind: "unavailable" }],
    [{ kind: "html" }, { kind: "unavailable" }],
    [{ kind: "html", status: 403 }, { kind: "unavailable" }],
    [{ kind: "garbage" }, { kind: "unavailable" }],
    [{ kind: "truncate" }, { kind: "unavailable" }],
    [{ kind: "reset" }, { kind: "unavailable" }],
    [{ kind: "huge" }, { kind: "unavailable" }],
  ] as const)("answers %j with %j", async (fault, expected) => {
    simulator.setFaults([fault]);
    expect(await hubspot().upsert(simulator.token, [person(1)], none)).toEqual(expected);
    expect(await hubspot().check(simulator.token)).toEqual(expected);
  });

  it("does not wait for ever", async () => {
    simulator.setFaults([{ kind: "hang" }]);
    expect(await hubspot(50).upsert(simulator.token, [person(1)], none)).toEqual({ kind: "unavailable" });
  });

  it("never carries the token along a redirect", async () => {
    const seen: string[] = [];
    const moved: typeof fetch = (_url, init) => {
      seen.push(init?.redirect ?? "follow");
      return Promise.resolve(new Response(null, { status: 302, headers: { location: "https://elsewhere.example" } }));
    };
    const client = createHubspot({ fetch: moved, baseUrl: simulator.baseUrl, now: () => 0 });
    expect(await client.check(simulator.token)).toEqual({ kind: "unavailable" });
    expect(seen).toEqual(["manual"]);
  });

  it("checks a token, creates, updates, and tells good rows from bad ones", async () => {
    expect(await hubspot().check(simulator.token)).toEqual({ kind: "ok", account: "1000001" });
    const first = await hubspot().upsert(simulator.token, [person(1), person(2, "nobody@invalid.example")], none);
    expect(first).toMatchObject({
      kind: "rows",
      rows: [{ state: "sent" }, { state: "refused", reason: "invalid_email", detail: "email" }],
    });
    const again = await hubspot().upsert(simulator.token, [{ ...person(1), title: "CTO" }], none);
    expect(again.kind === "rows" && first.kind === "rows" && again.rows[0]).toEqual(
      first.kind === "rows" && first.rows[0],
    );
    expect(simulator.contacts().get("person1@orchard.example")?.properties).toMatchObject({ jobtitle: "CTO" });
  });

  it("is refused a batch that names somebody twice, as a whole", async () => {
    const twice = await hubspot().upsert(simulator.token, [person(7), person(8, "PERSON7@orchard.example")], none);
    expect(twice).toMatchObject({ kind: "rejected" });
  });
});

describe("the sealer", () => {
  const key = btoa("k".repeat(32));
  const random = (count: number) => crypto.getRandomValues(new Uint8Array(count));

  it("opens nothing with another key, in another place, or once it was touched", async () => {
    const sealer = createSealer(key, random);
    const sealed = await sealer.seal("pat-secret", "destination:hubspot:a");
    expect(await createSealer(btoa("x".repeat(32)), random).open(sealed, "destination:hubspot:a")).toBeNull();
    expect(await sealer.open(sealed, "destination:hubspot:b")).toBeNull();
    expect(await sealer.open(`${sealed.slice(0, -4)}AAA=`, "destination:hubspot:a")).toBeNull();
    for (const nonsense of ["", "v1", "v2.AAAA.AAAA", "v1.%%%.%%%", "v1..", sealed.replace("v1", "v0")]) {
      expect(await sealer.open(nonsense, "destination:hubspot:a"), nonsense).toBeNull();
    }
    expect(() => createSealer("dG9vIHNob3J0", random)).toThrow(/SECRETS_KEY/);
  });

  it("gives back what it took, never the same text twice", async () => {
    const sealer = createSealer(key, random);
    const [one, two] = [await sealer.seal("pat-secret", "p"), await sealer.seal("pat-secret", "p")];
    expect(one).not.toBe(two);
    expect(one).not.toContain("pat-secret");
    expect([await sealer.open(one, "p"), await sealer.open(two, "p")]).toEqual(["pat-secret", "pat-secret"]);
  });
});
