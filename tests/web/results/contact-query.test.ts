import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Job } from "#contracts/api/jobs.ts";
import { filterCondition, filterCounts, searchCondition } from "../../../web/src/features/results/contact-query.ts";
import { nextIndex } from "../../../web/src/features/results/next-index.ts";
import { contactFilters } from "../../../web/src/search-params.ts";

describe("searchCondition", () => {
  it.each(["", "   ", "%%", "*", '","', "()"])("finds nothing to search for in %j", (text) => {
    expect(searchCondition(text)).toBeNull();
  });

  it("looks into every column", () => {
    expect(searchCondition("  Ada   Example ")).toBe(
      "full_name.ilike.*Ada Example*,company.ilike.*Ada Example*,title.ilike.*Ada Example*,email.ilike.*Ada Example*,domain.ilike.*Ada Example*",
    );
  });

  it("cannot be made to say something else, whatever is typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
        const condition = searchCondition(text);
        if (condition === null) return;
        const parts = condition.split(",");
        expect(parts).toHaveLength(5);
        for (const part of parts) expect(part).toMatch(/^[a-z_]+\.ilike\.\*[^",()*%\\:]+\*$/u);
      }),
      { seed: 20261123 },
    );
  });
});

describe("the filters", () => {
  it("each ask for something", () => {
    expect(filterCondition(undefined)).toBeNull();
    for (const filter of contactFilters) expect(filterCondition(filter)?.values.length).toBeGreaterThan(0);
  });

  it("count what the job has counted", () => {
    const job = {
      contact_count: 458,
      duplicate_count: 29,
      done_count: 400,
      found_count: 350,
      partial_count: 10,
      not_found_count: 35,
      failed_count: 1,
      suppressed_count: 4,
    } as Job;
    expect(filterCounts(job)).toEqual({
      all: 487,
      found: 350,
      partial: 10,
      not_found: 35,
      open: 58,
      failed: 1,
      suppressed: 4,
      duplicate: 29,
    });
  });
});

describe("nextIndex", () => {
  it.each([
    ["ArrowDown", 0, 5, 1],
    ["ArrowDown", 4, 5, null],
    ["ArrowUp", 0, 5, null],
    ["ArrowUp", 3, 5, 2],
    ["PageDown", 2, 5, 4],
    ["PageUp", 4, 50, 0],
    ["Home", 3, 5, 0],
    ["End", 3, 5, 4],
    ["Enter", 3, 5, null],
    ["toString", 3, 5, null],
    ["ArrowDown", Number.NaN, 5, null],
    ["End", 0, 0, null],
  ])("%s from %d of %d → %s", (key, from, count, to) => {
    expect(nextIndex(key, from, count)).toBe(to);
  });
});
