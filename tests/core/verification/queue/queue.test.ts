import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reversedAddress, reverseName } from "#core/verification/dns/reverse-name.ts";
import type { EmailVerdict } from "#core/verification/email-verdict.ts";
import { afterTry } from "#core/verification/queue/after-try.ts";
import { type QueuedAddress, verdictWaitMs } from "#core/verification/queue/verdict-wait.ts";

const minute = 60_000;
const verdict = (status: EmailVerdict["status"], reason: string, retryMs: number | null): EmailVerdict => ({
  email: "ada@a.test",
  status,
  reason,
  score: 50,
  level: 4,
  checks: { syntax: "pass", domain: "pass", mx: "pass", smtp: "unknown" },
  flags: {
    disposable: false,
    role: false,
    free: false,
    catch_all: false,
    alias: false,
    full: false,
    disabled: false,
    smtputf8: false,
    implicit_mx: false,
  },
  provider: null,
  suggestion: null,
  retry_after: retryMs === null ? null : new Date(retryMs).toISOString(),
  normalized: "ada@a.test",
});

describe("after a try", () => {
  it.each([
    ["greylisted", 1, "retry"],
    ["greylisted", 2, "retry"],
    ["greylisted", 3, "done"],
    ["rate_limited", 1, "retry"],
    ["rate_limited", 2, "done"],
    ["ip_blocked", 1, "done"],
    ["policy_rejected", 1, "done"],
  ])("%s at try %i: %s", (reason, attempt, expected) => {
    expect(afterTry(verdict("unknown", reason, 5 * minute), attempt, 0).do).toBe(expected);
  });

  it("comes again when it was told to, and never at once", () => {
    expect(afterTry(verdict("unknown", "greylisted", 5 * minute), 1, 0)).toEqual({ do: "retry", delayMs: 5 * minute });
    expect(afterTry(verdict("unknown", "greylisted", 0), 1, minute)).toEqual({ do: "retry", delayMs: 1_000 });
  });

  it("asks again whether a mailbox that was taken is one of many", () => {
    expect(afterTry(verdict("risky", "catch_all_unknown", minute), 1, 0).do).toBe("retry");
    expect(afterTry(verdict("risky", "catch_all_unknown", null), 1, 0).do).toBe("done");
    expect(afterTry(verdict("risky", "catch_all", null), 1, 0).do).toBe("done");
  });

  it("keeps what is known longer than what is not", () => {
    const kept = (status: EmailVerdict["status"]) => {
      const next = afterTry(verdict(status, "any", null), 1, 0);
      return next.do === "done" ? next.keepMs : 0;
    };
    expect(kept("unknown")).toBeLessThan(kept("undeliverable"));
    expect(kept("undeliverable")).toBeLessThan(kept("deliverable"));
  });
});

describe("waiting for a verdict", () => {
  const queued: QueuedAddress = { done: false, hasVerdict: false, askedMs: 0, triedMs: null, dueMs: 0 };

  it("ends with the verdict, or when it has taken too long", () => {
    expect(verdictWaitMs(queued)).toBe(1_500);
    expect(verdictWaitMs({ ...queued, done: true })).toBeNull();
    expect(verdictWaitMs({ ...queued, askedMs: 119 * minute })).toBe(20_000);
    expect(verdictWaitMs({ ...queued, askedMs: 121 * minute })).toBeNull();
    expect(verdictWaitMs({ ...queued, askedMs: minute, triedMs: 21 * minute })).toBeNull();
  });

  it("waits for a greylist of five minutes, and not for a server that is away for half an hour", () => {
    const tried = { ...queued, askedMs: 1_000, triedMs: 1_000, hasVerdict: true };
    expect(verdictWaitMs({ ...tried, dueMs: 5 * minute })).toBe(20_000);
    expect(verdictWaitMs({ ...tried, dueMs: 30 * minute })).toBeNull();
  });

  it("is bounded, whatever the queue says", () => {
    const age = fc.integer({ min: 0, max: 10_000_000 });
    fc.assert(
      fc.property(age, fc.option(age), age, (askedMs, triedMs, dueMs) => {
        const wait = verdictWaitMs({ ...queued, askedMs, triedMs, dueMs });
        if (wait !== null) {
          expect(wait).toBeGreaterThanOrEqual(1_500);
          expect(wait).toBeLessThanOrEqual(20_000);
        }
      }),
      { seed: 7 },
    );
  });
});

it("the name of an address in reverse DNS", () => {
  expect(reverseName("198.51.100.7")).toBe("7.100.51.198.in-addr.arpa");
  expect(reverseName("2001:db8::1")).toBe(`1.${"0.".repeat(23)}8.b.d.0.1.0.0.2.ip6.arpa`);
  expect(reversedAddress("mail.test")).toBeNull();
});
