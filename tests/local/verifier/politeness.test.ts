import { describe, expect, it } from "vitest";
import { createPoliteness } from "#local/verifier/politeness.ts";
import { retryAfter } from "#local/verifier/retry-after.ts";

describe("createPoliteness", () => {
  const wide = { connections: 100, perMinute: 60_000_000 };

  it("never lets more conversations in at once than a provider bears", async () => {
    const polite = createPoliteness({
      now: Date.now,
      paces: {},
      fallback: { connections: 2, perMinute: 60_000_000 },
      overall: wide,
    });
    const running = new Map<string, number>();
    let most = 0;
    const task = (key: string) => async () => {
      running.set(key, (running.get(key) ?? 0) + 1);
      most = Math.max(most, running.get(key) ?? 0);
      await new Promise((resolve) => setTimeout(resolve, 2));
      running.set(key, (running.get(key) ?? 0) - 1);
    };
    await Promise.all(Array.from({ length: 40 }, (_, at) => polite.run(`host${at % 4}`, task(`host${at % 4}`))));
    expect(most).toBe(2);
  });

  it("spreads the starts over the minute", async () => {
    const polite = createPoliteness({
      now: Date.now,
      paces: { slow: { connections: 10, perMinute: 1_200 } },
      overall: wide,
    });
    const starts: number[] = [];
    await Promise.all(
      Array.from({ length: 4 }, () =>
        polite.run("slow", async () => {
          starts.push(Date.now());
        }),
      ),
    );
    // 1,200 a minute is one every 50 ms; timers may come late, never early by more than their grain.
    for (let at = 1; at < starts.length; at += 1) {
      expect((starts[at] ?? 0) - (starts[0] ?? 0)).toBeGreaterThanOrEqual(at * 50 - 5);
    }
  });

  it("lets the next one in after a failure", async () => {
    const polite = createPoliteness({
      now: Date.now,
      fallback: { connections: 1, perMinute: 60_000_000 },
      overall: wide,
    });
    await expect(polite.run("a", () => Promise.reject(new Error("broke")))).rejects.toThrow("broke");
    expect(await polite.run("a", async () => "in")).toBe("in");
  });
});

describe("retryAfter", () => {
  it.each([
    ["ip_blocked", "", null],
    ["policy_rejected", "try again in 5 minutes", null],
    ["greylisted", "", 300_000],
    ["greylisted", "try again in 30 seconds", 300_000],
    ["greylisted", "Greylisted for 15 minutes", 905_000],
    ["greylisted", "Please try again in 00:20:00", 1_205_000],
    ["greylisted", "come back in 99999 hours", 3_600_000],
    ["rate_limited", "", 900_000],
  ])("%s, %s: %s", (reason, reply, expected) => {
    expect(retryAfter(reason, reply)).toBe(expected);
  });
});
