import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonDepth } from "#functions/_shared/http/json-depth.ts";

function depthOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

describe("jsonDepth", () => {
  it("measures hostile nesting without falling over", () => {
    expect(jsonDepth("[".repeat(1_000_000))).toBe(1_000_000);
  });

  it("does not count brackets inside strings", () => {
    expect(jsonDepth('{"a":"[[[{\\"["}')).toBe(1);
  });

  it("agrees with the parsed value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(jsonDepth(JSON.stringify(value))).toBe(depthOf(value));
      }),
      { seed: 22, numRuns: 300 },
    );
  });
});
