import { describe, expect, it } from "vitest";
import { describeBoth, type TestDatabase, useDatabase } from "#tests/support/database/test-database.ts";

interface State {
  breaker: string;
  failures: number;
  retry_at: string | null;
  disabled_reason: string | null;
  probe: boolean;
}

const report = (db: TestDatabase, provider: string, event: string, retryMs: number | null = null) =>
  db.rpc<State>("provider_report", { p_provider: provider, p_key_id: "k", p_event: event, p_retry_ms: retryMs });

async function fail(db: TestDatabase, provider: string, times: number, retryMs: number): Promise<State> {
  let state = await report(db, provider, "failure", retryMs);
  for (let index = 1; index < times; index++) state = await report(db, provider, "failure", retryMs);
  return state;
}

describeBoth("circuit breakers", (open) => {
  it("refuse an event they do not know", async () => {
    await expect(report(open(), "x", "shrug")).rejects.toMatchObject({ code: "unprocessable" });
  });

  it("open after five failures in a row, not after five in all", async () => {
    const db = open();
    expect(await fail(db, "row", 4, 60_000)).toMatchObject({ breaker: "closed", failures: 4 });
    await report(db, "row", "ok");
    expect(await fail(db, "row", 4, 60_000)).toMatchObject({ breaker: "closed", failures: 4 });
    expect(await report(db, "row", "failure", 60_000)).toMatchObject({ breaker: "open", failures: 5 });
    expect(await report(db, "row", "probe")).toMatchObject({ breaker: "open", probe: false });
    expect(await report(db, "row", "ok")).toMatchObject({ breaker: "closed", failures: 0, retry_at: null });
  });

  it("let one probe through after their time, and open again when it fails", async () => {
    const db = open();
    await fail(db, "probe", 5, 0);
    expect(await report(db, "probe", "probe", 60_000)).toMatchObject({ breaker: "half_open", probe: true });
    expect(await report(db, "probe", "probe", 60_000)).toMatchObject({ breaker: "half_open", probe: false });
    expect(await report(db, "probe", "failure", 60_000)).toMatchObject({ breaker: "open" });
    expect(await report(db, "probe", "probe")).toMatchObject({ probe: false });
  });

  it("give the probe to another when the first never came back", async () => {
    const db = open();
    await fail(db, "lost", 5, 0);
    expect(await report(db, "lost", "probe", 0)).toMatchObject({ probe: true });
    expect(await report(db, "lost", "probe", 60_000)).toMatchObject({ probe: true });
  });

  it("switch a key off with one notice, however many contacts find out", async () => {
    const db = open();
    for (let index = 0; index < 3; index++) await report(db, "off", "auth");
    expect(await report(db, "off", "out_of_credits")).toMatchObject({ disabled_reason: "out_of_credits" });
    expect(
      await db.sql(
        "select workspace_id, detail ->> 'reason' as reason from public.notification_logs where detail ->> 'provider' = 'off'",
      ),
    ).toEqual([{ workspace_id: null, reason: "auth" }]);
    expect(await report(db, "off", "enable")).toMatchObject({ disabled_reason: null });
    const list = await db.rpc<{ provider: string }[]>("provider_states_list", {});
    expect(list.filter((state) => state.provider === "off")).toHaveLength(1);
  });
});

describe("circuit breakers with ten callers", () => {
  const open = useDatabase("postgres");
  it("grant the probe to exactly one", async () => {
    const db = open();
    await fail(db, "ten", 5, 0);
    const answers = await Promise.all(Array.from({ length: 10 }, () => report(db, "ten", "probe", 60_000)));
    expect(answers.filter((answer) => answer.probe)).toHaveLength(1);
  });
});
