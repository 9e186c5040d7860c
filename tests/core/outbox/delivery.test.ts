import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CapturedLead } from "#core/capture/captured-lead.ts";
import { decideDelivery, isStale, leaseMs, nextWake, requestTimeoutMs } from "#core/outbox/delivery.ts";
import { isComplete, leadBody } from "#core/outbox/lead-body.ts";

const answer = (status: number, code: string | null = null, retryAfterMs: number | null = null) => ({
  status,
  code,
  retryAfterMs,
});
const now = 1_000_000;

describe("after an answer", () => {
  it.each([
    [401, null, "signed_out"],
    [402, "credits_exhausted", "no_credits"],
    [403, "forbidden", "not_allowed"],
    [400, "bad_request", "refused"],
    [413, "payload_too_large", "refused"],
    [422, "idempotency_mismatch", "refused"],
  ])("%i %s is kept for the user: %s", (status, code, reason) =>
    expect(decideDelivery(answer(status, code), 1, now)).toEqual({ to: "held", reason }),
  );

  it.each([
    [0, null, "offline", 60_000],
    [500, null, "server", 60_000],
    [429, "rate_limited", "busy", 30_000],
    [409, "idempotency_running", "running", 30_000],
  ])("%i %s is tried again: %s", (status, code, reason, wait) =>
    expect(decideDelivery(answer(status, code), 1, now)).toEqual({ to: "pending", reason, nextAt: now + wait }),
  );

  it("waits longer each time, at most six hours, and as long as the server asks", () => {
    const wait = (attempts: number) => {
      const decision = decideDelivery(answer(503), attempts, now);
      return decision.to === "pending" ? (decision.nextAt - now) / 60_000 : null;
    };
    expect([1, 2, 3, 4, 5, 6, 500].map(wait)).toEqual([1, 5, 30, 120, 360, 360, 360]);
    expect(decideDelivery(answer(429, null, 90_000), 1, now)).toMatchObject({ nextAt: now + 90_000 });
    expect(decideDelivery(answer(204), 3, now)).toEqual({ to: "sent" });
  });

  it("only a success ends a batch, and every wait ends within a day", () => {
    fc.assert(
      fc.property(fc.nat(999), fc.nat(100), fc.option(fc.nat(10 ** 12)), (status, attempts, retryAfter) => {
        const decision = decideDelivery(answer(status, null, retryAfter), attempts, now);
        if (decision.to === "sent") expect(Math.floor(status / 100)).toBe(2);
        if (decision.to === "pending") {
          expect(decision.nextAt).toBeGreaterThan(now);
          expect(decision.nextAt).toBeLessThanOrEqual(now + 86_400_000);
        }
      }),
      { seed: 20261123, numRuns: 500 },
    );
  });
});

it("leases outlive requests; a lease of another worker, or one that has run out, is dead", () => {
  expect(leaseMs).toBeGreaterThan(requestTimeoutMs);
  const batch = { state: "sending" as const, leased_until: now + 1, holder: "a", next_at: 0 };
  expect(isStale(batch, now, "a")).toBe(false);
  expect(isStale(batch, now, "b")).toBe(true);
  expect(isStale(batch, now + 1, "a")).toBe(true);
  expect(isStale({ ...batch, state: "sent" }, now, "b")).toBe(false);
});

it("wakes for the earliest batch that can go on by itself", () => {
  const at = (state: "pending" | "sending" | "sent" | "held", next_at: number, leased_until = 0) => ({
    state,
    next_at,
    leased_until,
  });
  expect(nextWake([])).toBeNull();
  expect(nextWake([at("sent", 1), at("held", 2)])).toBeNull();
  expect(nextWake([at("pending", 50), at("sending", 1, 40), at("held", 3)])).toBe(40);
});

it("sends what looks somebody up, and nothing that LinkedIn calls a company's website", () => {
  const lead: CapturedLead = {
    person_key: "li:#7",
    member_id: "7",
    first_name: "Ada",
    last_name: "Example",
    full_name: "Ada Example",
    name_raw: "ADA EXAMPLE",
    title: "CTO",
    company: "Orchard",
    company_raw: "Orchard GmbH",
    company_linkedin_id: "5",
    company_url: "https://www.linkedin.com/company/5",
    location: null,
    linkedin_url: null,
    sales_nav_url: null,
    degree: 2,
    premium: null,
    open_link: null,
    started_on: null,
    summary: "About Ada",
    source: "api",
    warnings: [],
  };
  expect(leadBody(lead)).toEqual({
    first_name: "Ada",
    last_name: "Example",
    full_name: "Ada Example",
    company: "Orchard",
    company_linkedin_id: "5",
    position: "CTO",
    linkedin_id: "7",
  });
  expect(isComplete(lead)).toBe(true);
  expect(isComplete({ ...lead, company: null })).toBe(false);
  expect(isComplete({ ...lead, company: null, linkedin_url: "https://www.linkedin.com/in/ada" })).toBe(true);
});
