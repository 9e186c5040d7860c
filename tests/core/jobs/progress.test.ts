import { describe, expect, it } from "vitest";
import { type JobCounts, progressOf } from "#core/jobs/progress.ts";

const start = Date.parse("2026-01-15T09:00:00Z");
const job: JobCounts = {
  status: "running",
  contact_count: 500,
  done_count: 100,
  found_count: 40,
  partial_count: 1,
  email_count: 41,
  phone_count: 3,
  waiting_reason: null,
  started_at: "2026-01-15T09:00:00.000+00:00",
  finished_at: null,
};

describe("progressOf", () => {
  it("knows no end before anybody is done, while paused, or before the start", () => {
    expect(progressOf({ ...job, done_count: 0 }, start + 60_000)).toMatchObject({ per_minute: 0, seconds_left: null });
    expect(progressOf({ ...job, status: "paused" }, start + 60_000).seconds_left).toBeNull();
    expect(progressOf({ ...job, status: "draft", started_at: null }, start).seconds_left).toBeNull();
  });

  it("says how many are done, how fast, and how long it takes still", () => {
    expect(progressOf(job, start + 60_000)).toEqual({
      total: 500,
      done: 100,
      found: 41,
      emails: 41,
      phones: 3,
      phones_pending: 0,
      per_minute: 100,
      seconds_left: 240,
      waiting_reason: null,
    });
  });

  it("counts addresses that are delivered while their phones are awaited", () => {
    const pending = { ...job, phone_pending_count: 20, pending_email_count: 12 };
    expect(progressOf(pending, start)).toMatchObject({
      done: 100,
      found: 53,
      emails: 53,
      phones: 3,
      phones_pending: 20,
    });
  });

  it("keeps its head when the clocks disagree", () => {
    const progress = progressOf(job, start - 5_000);
    expect(Number.isFinite(progress.per_minute)).toBe(true);
    expect(progress.seconds_left).toBeGreaterThanOrEqual(0);
  });

  it("measures a finished job by its end", () => {
    const done: JobCounts = {
      ...job,
      status: "completed",
      done_count: 500,
      finished_at: "2026-01-15T09:05:00.000+00:00",
    };
    expect(progressOf(done, start + 86_400_000)).toMatchObject({ per_minute: 100, seconds_left: null });
  });
});
