import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changeJobStatus, isJobOver, jobEvents, jobTransitions } from "#core/jobs/job-state.ts";
import { jobStatuses } from "#core/jobs/words.ts";

describe("job state", () => {
  it.each(["completed", "cancelled", "failed"] as const)("refuses every event once a job is %s", (status) => {
    for (const event of jobEvents) expect(changeJobStatus(status, event)).toEqual({ ok: false, reason: "conflict" });
    expect(isJobOver(status)).toBe(true);
  });

  it.each([
    ["draft", "pause"],
    ["draft", "cancel"],
    ["running", "start"],
    ["running", "resume"],
    ["paused", "pause"],
    ["paused", "credits_exhausted"],
  ] as const)("refuses to %s → %s", (status, event) => {
    expect(changeJobStatus(status, event)).toEqual({ ok: false, reason: "conflict" });
  });

  it("knows every status, and leads only to known ones", () => {
    expect(Object.keys(jobTransitions).sort()).toEqual([...jobStatuses].sort());
    for (const next of Object.values(jobTransitions).flatMap((row) => Object.values(row))) {
      expect(jobStatuses).toContain(next);
    }
  });

  it("never goes back to draft and never leaves an ended state, whatever happens in whatever order", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...jobEvents), { maxLength: 40 }), (events) => {
        let status: (typeof jobStatuses)[number] = "draft";
        for (const event of events) {
          const change = changeJobStatus(status, event);
          if (!change.ok) continue;
          expect(isJobOver(status)).toBe(false);
          expect(change.status).not.toBe("draft");
          status = change.status;
        }
      }),
      { seed: 20261123 },
    );
  });
});
