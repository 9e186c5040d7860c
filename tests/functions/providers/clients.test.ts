import { afterEach, describe, expect, it } from "vitest";
import { readPhoneJob } from "#core/providers/apollo/phone-job.ts";
import { apolloClient } from "#functions/_shared/providers/apollo.ts";
import type { ProviderBatch } from "#functions/_shared/providers/client.ts";
import { dropcontactClient } from "#functions/_shared/providers/dropcontact.ts";
import { findymailClient } from "#functions/_shared/providers/findymail.ts";
import { hunterClient } from "#functions/_shared/providers/hunter.ts";
import { person } from "../../core/providers/person.ts";
import { recorded } from "../../core/providers/reply.ts";
import { contextFor } from "./context.ts";
import { answer, respond, type Scripted, type SeenRequest, startScripted } from "./scripted-server.ts";

let server: Scripted | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const batchOf = (count: number, channel: "email" | "phone" = "email"): ProviderBatch => ({
  id: "5f0c6d1e-0000-4000-8000-000000000001",
  channel,
  queries: Array.from({ length: count }, (_, index) => person({ ref: `lead-${index + 1}` })),
});
const file = (name: string, status = 200) => answer(recorded(name).body, status);

describe("Dropcontact", () => {
  it("submits, waits while not ready, and maps by our ids", async () => {
    server = await startScripted(
      file("dropcontact/submitted"),
      file("dropcontact/not-ready"),
      file("dropcontact/ready"),
    );
    const context = contextFor("dropcontact", server.url);
    const submitted = await dropcontactClient.submit(batchOf(5), context);
    expect(submitted).toMatchObject({ kind: "accepted", externalId: "qzmkrtbwvxlnpdsc", pollAfterMs: 30_000 });
    const early = await dropcontactClient.poll?.("qzmkrtbwvxlnpdsc", batchOf(5), context);
    expect(early).toMatchObject({ kind: "pending", pollAfterMs: 30_000 });
    // One is settled by now; the order of the batch is not the order of the records.
    const rest = { ...batchOf(5), queries: batchOf(6).queries.slice(1).toReversed() };
    const polled = await dropcontactClient.poll?.("qzmkrtbwvxlnpdsc", rest, context);
    if (polled?.kind !== "answers") throw new Error("no answers");
    expect(polled.answers.map(({ outcome }) => outcome)).toEqual(["transient", "opted_out", "miss", "found", "miss"]);
    expect(server.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      "POST /v1/enrich/all",
      "GET /v1/enrich/all/qzmkrtbwvxlnpdsc",
      "GET /v1/enrich/all/qzmkrtbwvxlnpdsc",
    ]);
    expect(server.seen.every(({ headers }) => headers["x-access-token"] === "secret-key-1")).toBe(true);
  });

  /** Refuses batches larger than the balance. */
  const account =
    (credits: number, creditsStatus = 200) =>
    (request: SeenRequest, response: Parameters<ReturnType<typeof answer>>[1], socket: SeenSocket) => {
      const { data } = (request.body ?? { data: [] }) as { data: unknown[] };
      const act =
        request.url === "/v1/account/credits"
          ? answer(creditsStatus === 200 ? { credits } : { detail: "Unknown account" }, creditsStatus)
          : data.length > credits
            ? file("dropcontact/not-enough-credits", 403)
            : file("dropcontact/submitted");
      act(request, response, socket);
    };
  type SeenSocket = Parameters<ReturnType<typeof answer>>[2];

  it("sends as many contacts as the credits cover, and says of the others that they ran out", async () => {
    server = await startScripted(account(2));
    const context = contextFor("dropcontact", server.url);
    const submitted = await dropcontactClient.submit(batchOf(4), context);
    if (submitted.kind !== "accepted") throw new Error("not accepted");
    expect(server.seen.at(-1)?.body).toMatchObject({ data: [{}, {}] });
    server.setScript(file("dropcontact/ready"));
    const four = { ...batchOf(4), queries: ["lead-1", "lead-2", "lead-8", "lead-9"].map((ref) => person({ ref })) };
    const polled = await dropcontactClient.poll?.(submitted.externalId, four, context);
    if (polled?.kind !== "answers") throw new Error("no answers");
    expect(polled.answers.map(({ outcome }) => outcome)).toEqual(["found", "miss", "out_of_credits", "out_of_credits"]);
  });

  it("is out of credits when none are left", async () => {
    server = await startScripted(account(0));
    const submitted = await dropcontactClient.submit(batchOf(4), contextFor("dropcontact", server.url));
    expect(submitted).toMatchObject({ kind: "failed", failure: { outcome: "out_of_credits" } });
    expect(server.seen).toHaveLength(2);
  });

  it("tells an unknown account from an empty one", async () => {
    server = await startScripted(account(0, 401));
    const submitted = await dropcontactClient.submit(batchOf(4), contextFor("dropcontact", server.url));
    expect(submitted).toMatchObject({ kind: "failed", failure: { outcome: "auth" } });
  });

  it("checks a key for free", async () => {
    server = await startScripted(file("dropcontact/credits"), file("dropcontact/unknown-account", 401));
    const context = contextFor("dropcontact", server.url);
    expect(await dropcontactClient.checkKey?.(context)).toBeNull();
    expect(await dropcontactClient.checkKey?.(context)).toMatchObject({ outcome: "auth" });
    expect(server.seen.map(({ url }) => url)).toEqual(["/v1/account/credits", "/v1/account/credits"]);
  });
});

describe("Hunter", () => {
  it("asks for everybody at the same time and keeps the order", async () => {
    let open = 0;
    let most = 0;
    server = await startScripted((request, response, socket) => {
      most = Math.max(most, ++open);
      const name = new URL(request.url, "http://x").searchParams.get("first_name");
      setTimeout(() => {
        open--;
        const act =
          name === "Nobody"
            ? file("hunter/not-found")
            : name === "Gone"
              ? file("hunter/claimed-451", 451)
              : file("hunter/found");
        act(request, response, socket);
      }, 30);
    });
    const firstNames = ["Lena", "Nobody", "Gone", "Lena"];
    const queries = firstNames.map((firstName, index) => person({ ref: `lead-${index}`, firstName }));
    const result = await hunterClient.submit({ ...batchOf(0), queries }, contextFor("hunter", server.url));
    if (result.kind !== "answers") throw new Error("no answers");
    expect(result.answers.map(({ outcome }) => outcome)).toEqual(["found", "miss", "opted_out", "found"]);
    expect(most).toBe(4);
    expect(
      server.seen.every(({ headers, url }) => headers["x-api-key"] === "secret-key-1" && !url.includes("secret")),
    ).toBe(true);
  });

  it("repeats a call that is still running, a few times", async () => {
    server = await startScripted(answer({ data: null }, 202), answer({ data: null }, 202), file("hunter/found"));
    const context = contextFor("hunter", server.url);
    expect(await hunterClient.submit(batchOf(1), context)).toMatchObject({ answers: [{ outcome: "found" }] });
    expect(new Set(server.seen.map(({ url }) => url)).size).toBe(1);
    server.setScript(answer({ data: null }, 202));
    expect(await hunterClient.submit(batchOf(1), context)).toMatchObject({ answers: [{ outcome: "transient" }] });
    expect(server.seen).toHaveLength(3 + 6);
  });

  it("stops asking when the key is refused, and fails as a whole", async () => {
    server = await startScripted(file("hunter/unauthorized", 401));
    const takeTokens = async () => ({ granted: 1, wait_ms: 20 });
    const context = contextFor("hunter", server.url, { options: { takeTokens } });
    const result = await hunterClient.submit(batchOf(20), context);
    expect(result).toMatchObject({ kind: "failed", failure: { outcome: "auth" } });
  });

  it("keeps the answers it got before the quota ran out", async () => {
    server = await startScripted(file("hunter/found"), file("hunter/quota-429", 429));
    const result = await hunterClient.submit(batchOf(3), contextFor("hunter", server.url));
    if (result.kind !== "answers") throw new Error("no answers");
    expect(result.answers.map(({ outcome }) => outcome).toSorted()).toEqual([
      "found",
      "out_of_credits",
      "out_of_credits",
    ]);
  });
});

describe("Apollo", () => {
  it("matches a batch in one call, key in the header", async () => {
    server = await startScripted(file("apollo/bulk"));
    const result = await apolloClient.submit(batchOf(6), contextFor("apollo", server.url));
    if (result.kind !== "answers") throw new Error("no answers");
    expect(result.answers.map(({ outcome }) => outcome)).toEqual(["found", "miss", "found", "miss", "miss", "miss"]);
    expect(server.seen).toHaveLength(1);
    expect(server.seen[0]?.url).toMatch(/^\/people\/bulk_match\?.*reveal_phone_number=false/);
    expect(server.seen[0]?.headers["x-api-key"]).toBe("secret-key-1");
  });

  it("fetches phones under an id that is exact to the last digit", async () => {
    server = await startScripted(file("apollo/bulk-phones"), file("apollo/phones-pending", 404), file("apollo/phones"));
    const context = contextFor("apollo", server.url);
    const callbackUrl = "https://hooks.captely.example/apollo/batch/token";
    const submitted = await apolloClient.submit({ ...batchOf(3, "phone"), callbackUrl }, context);
    if (submitted.kind !== "accepted") throw new Error("not accepted");
    expect(submitted.pollAfterMs).toBe(20_000);
    const asked = new URL(server.seen[0]?.url ?? "", "http://x").searchParams;
    expect(asked.get("reveal_phone_number")).toBe("true");
    expect(asked.get("webhook_url")).toBe(callbackUrl);
    expect(readPhoneJob(submitted.externalId)?.requestId).toBe("-9223372036854775807");

    const early = await apolloClient.poll?.(submitted.externalId, batchOf(3, "phone"), context);
    expect(early).toMatchObject({ kind: "pending", pollAfterMs: 10_000, answers: [null, null, null] });
    const polled = await apolloClient.poll?.(submitted.externalId, batchOf(3, "phone"), context);
    expect(server.seen.at(-1)?.url).toBe("/webhook_result/-9223372036854775807");
    expect(polled).toMatchObject({
      kind: "answers",
      answers: [
        { outcome: "found", phones: [{ number: "+33600000042", kind: "mobile" }, {}], credits: 9 },
        { outcome: "miss" },
        { outcome: "miss", credits: 1 },
      ],
    });
  });

  it("names a webhook address that nobody can own when there is no public one", async () => {
    server = await startScripted(file("apollo/bulk-phones"));
    await apolloClient.submit(batchOf(3, "phone"), contextFor("apollo", server.url));
    const asked = new URL(server.seen[0]?.url ?? "", "http://x").searchParams;
    expect(new URL(asked.get("webhook_url") ?? "").hostname).toMatch(/\.invalid$/);
  });

  it("waits for an earlier request when lookups are skipped, and asks nothing when nobody matched", async () => {
    const none = '{"matches":[null,null],"credits_consumed":0,"request_id":5}';
    server = await startScripted(file("apollo/bulk-phones-skipped"), answer(none));
    const context = contextFor("apollo", server.url);
    expect(await apolloClient.submit(batchOf(1, "phone"), context)).toMatchObject({
      kind: "answers",
      answers: [{ outcome: "transient", retryAfterMs: 300_000, credits: 1 }],
    });
    expect(await apolloClient.submit(batchOf(2, "phone"), context)).toMatchObject({
      kind: "answers",
      answers: [{ outcome: "miss" }, { outcome: "miss" }],
    });
  });

  it("gives a request up that Apollo does not know", async () => {
    server = await startScripted(file("apollo/bulk-phones"), file("apollo/phones-unknown", 404));
    const context = contextFor("apollo", server.url);
    const submitted = await apolloClient.submit(batchOf(3, "phone"), context);
    if (submitted.kind !== "accepted") throw new Error("not accepted");
    const polled = await apolloClient.poll?.(submitted.externalId, batchOf(3, "phone"), context);
    expect(polled).toMatchObject({ kind: "answers", answers: [{ outcome: "transient", credits: 1 }, {}, {}] });
  });

  it("fails as a whole for a bad key, told in plain text", async () => {
    server = await startScripted(answer("Invalid API key. See the docs.", 401, { "content-type": "text/plain" }));
    const result = await apolloClient.submit(batchOf(2), contextFor("apollo", server.url));
    expect(result).toMatchObject({ kind: "failed", failure: { outcome: "auth" } });
  });
});

describe("Findymail", () => {
  it("asks by name and maps", async () => {
    server = await startScripted(respond(() => JSON.parse(recorded("findymail/found").body)));
    const result = await findymailClient.submit(batchOf(2), contextFor("findymail", server.url));
    expect(result).toMatchObject({ kind: "answers", answers: [{ outcome: "found" }, { outcome: "found" }] });
    expect(server.seen[0]).toMatchObject({
      url: "/search/name",
      body: { name: "Lena Ortiz", domain: "northwind.example" },
    });
    expect(server.seen[0]?.headers.authorization).toBe("Bearer secret-key-1");
  });

  it("understands credits that ran out with status 200", async () => {
    server = await startScripted(file("findymail/no-credits"));
    const result = await findymailClient.submit(batchOf(2), contextFor("findymail", server.url));
    expect(result).toMatchObject({ kind: "failed", failure: { outcome: "out_of_credits" } });
  });
});
