import { describe, expect, it } from "vitest";
import type { JobAnswer } from "#contracts/api/jobs.ts";
import { createEnglish } from "#core/i18n/en.ts";
import { createFormats } from "#core/i18n/formats.ts";
import { jobStatuses } from "#core/jobs/words.ts";
import { pollInterval } from "../../../web/src/features/jobs/poll-interval.ts";
import { progressParts, waitingTexts } from "../../../web/src/features/jobs/progress-text.ts";

const { progress: texts, waiting } = createEnglish(createFormats("en", "UTC")).jobs;

const answer = (job: Partial<JobAnswer["job"]>, progress: Partial<JobAnswer["progress"]>): JobAnswer =>
  ({
    job: { status: "running", started_at: null, finished_at: null, ...job },
    progress: {
      total: 500,
      done: 312,
      found: 41,
      emails: 41,
      phones: 0,
      per_minute: 94,
      seconds_left: 110,
      ...progress,
    },
  }) as JobAnswer;

describe("progressParts", () => {
  it("says where a running job is", () => {
    expect(progressParts(answer({}, {}), texts).join(" · ")).toBe(
      "312 of 500 · 41 found · about 2 min left · 94 a minute",
    );
  });

  it("does not invent a time", () => {
    expect(progressParts(answer({}, { seconds_left: null, per_minute: 0 }), texts)).toEqual([
      "312 of 500",
      "41 found",
      "working out the time left",
    ]);
  });

  it("has no time left to tell of a job that stands", () => {
    expect(progressParts(answer({ status: "paused" }, {}), texts)).toEqual(["312 of 500", "41 found"]);
  });

  it("says how long a finished job took, never less than nothing", () => {
    const times = { started_at: "2026-11-23T10:00:00Z", finished_at: "2026-11-23T10:01:07Z" };
    expect(progressParts(answer({ status: "completed", ...times }, { done: 500 }), texts)).toContain(
      "took 1 min 7 sec",
    );
    const backwards = { started_at: times.finished_at, finished_at: times.started_at };
    expect(progressParts(answer({ status: "completed", ...backwards }, {}), texts)).toContain("took 0 sec");
  });

  it("says when there is nobody", () => {
    expect(progressParts(answer({ status: "completed" }, { total: 0, done: 0, found: 0 }), texts)).toEqual([
      "Nobody to look up",
    ]);
  });
});

describe("waitingTexts", () => {
  it("has words for every reason, known or not", () => {
    expect(waitingTexts("credits_exhausted", waiting).title).toBe("Waiting for credits");
    expect(waitingTexts("providers_unavailable", waiting).title).toBe("Waiting for the sources");
    expect(waitingTexts("something_new", waiting).title).toBe("Waiting");
    expect(waitingTexts(null, waiting).title).toBe("Waiting");
  });
});

describe("pollInterval", () => {
  it("asks only while something can change by itself", () => {
    const polled = jobStatuses.filter((status) => pollInterval(status) !== false);
    expect(polled).toEqual(["running", "paused", "waiting"]);
    expect(pollInterval(undefined)).toBe(false);
  });
});
