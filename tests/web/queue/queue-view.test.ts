import { describe, expect, it } from "vitest";
import type { Queue } from "#contracts/api/queue.ts";
import { sourcesOf, stillThere, totalsOf } from "../../../web/src/features/queue/queue-view.ts";

const lane = (provider: string, counts: Partial<Queue["lanes"][number]> = {}): Queue["lanes"][number] => ({
  provider,
  channel: "email",
  ready: 0,
  later: 0,
  leased: 0,
  paused: 0,
  oldest_ready_at: null,
  ...counts,
});
const breaker = (provider: string, state: Partial<Queue["breakers"][number]> = {}): Queue["breakers"][number] => ({
  provider,
  key_id: "0a1b2c3d4e5f",
  breaker: "closed",
  failures: 0,
  opened_at: null,
  retry_at: null,
  disabled_reason: null,
  disabled_at: null,
  ...state,
});
const queueOf = (parts: Partial<Queue>): Queue => ({
  scope: "installation",
  as_of: "2026-01-15T09:30:00Z",
  lanes: [],
  limits: [],
  breakers: [],
  leases: [],
  dead_letters: { count: 0, items: [] },
  workers: [],
  oldest_waiting: null,
  ...parts,
});

describe("the sources of the queue", () => {
  it("names whom only a limit or a breaker knows, too", () => {
    const limits = [{ provider: "c", key_id: "k", route: "r", capacity: 10, per_ms: 1_000, used: 1 }];
    const views = sourcesOf(queueOf({ lanes: [lane("a")], breakers: [breaker("b")], limits }));
    expect(views.map(({ provider }) => provider)).toEqual(["a", "b", "c"]);
    expect(sourcesOf(queueOf({}))).toEqual([]);
  });

  it("shows trouble first, then the longest line", () => {
    const views = sourcesOf(
      queueOf({
        lanes: [lane("short", { ready: 1 }), lane("long", { ready: 5 }), lane("off"), lane("open")],
        breakers: [breaker("off", { disabled_reason: "out_of_credits" }), breaker("open", { breaker: "open" })],
      }),
    );
    expect(views.map(({ provider, state }) => `${provider} ${state}`)).toEqual([
      "off out_of_credits",
      "open open",
      "long well",
      "short well",
    ]);
  });

  it("takes the worst of several keys, and offers to switch on only what is switched off and told", () => {
    const keys = [
      breaker("a"),
      breaker("a", { key_id: "bad", disabled_reason: "auth", disabled_at: "2026-01-15T09:00:00Z" }),
    ];
    expect(sourcesOf(queueOf({ breakers: keys }))).toMatchObject([
      { state: "auth", enableKey: "bad", stateTime: "2026-01-15T09:00:00Z" },
    ]);
    const untold = [breaker("a", { key_id: null, disabled_reason: "auth" })];
    expect(sourcesOf(queueOf({ breakers: untold }))).toMatchObject([{ enableKey: null }]);
    expect(sourcesOf(queueOf({ breakers: [breaker("a", { breaker: "open", retry_at: "t" })] }))).toMatchObject([
      { enableKey: null, stateTime: "t" },
    ]);
  });

  it("puts the fullest limit first; a window of nothing is not full", () => {
    const limit = (route: string, used: number, capacity: number) => ({
      provider: "a",
      key_id: "k",
      route,
      capacity,
      per_ms: 60_000,
      used,
    });
    const [view] = sourcesOf(queueOf({ limits: [limit("x", 1, 10), limit("none", 0, 0), limit("y", 9, 10)] }));
    expect(view?.limits.map(({ route }) => route)).toEqual(["y", "x", "none"]);
  });
});

it("adds up all lines", () => {
  const queue = queueOf({ lanes: [lane("a", { ready: 1, leased: 2 }), lane("b", { ready: 3, later: 4, paused: 5 })] });
  expect(totalsOf(queue)).toEqual({ ready: 4, leased: 2, later: 4, paused: 5 });
});

it("forgets the choice of letters that are gone", () => {
  expect([...stillThere(new Set([1, 2, 9]), [{ id: 2 }, { id: 3 }])]).toEqual([2]);
});
