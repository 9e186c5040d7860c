import { describe, expect, it } from "vitest";
import { lot } from "#core/cascade/policy/lot.ts";
import { acceptedShares, bandOf, heldContext } from "#core/cascade/policy/quality.ts";
import { segmentOf, segments } from "#core/cascade/policy/segment.ts";

describe("bands of confidence", () => {
  it.each([
    [null, 0],
    [0, 0],
    [1, 1],
    [69, 1],
    [70, 2],
    [79, 2],
    [80, 3],
    [89, 4],
    [90, 5],
    [95, 6],
    [100, 6],
  ])("%s is in band %i", (confidence, band) => {
    expect(bandOf(confidence)).toBe(band);
  });

  it("are accepted as a whole at thresholds that can be chosen, and in part between them", () => {
    expect(acceptedShares(90)).toEqual([0, 0, 0, 0, 0, 1, 1]);
    expect(acceptedShares(70)).toEqual([0, 0, 1, 1, 1, 1, 1]);
    expect(acceptedShares(0)).toEqual([0, 1, 1, 1, 1, 1, 1]);
    expect(acceptedShares(100)).toEqual([0, 0, 0, 0, 0, 0, 1 / 6]);
    expect(acceptedShares(75)[2]).toBe(0.5);
  });

  it("say what is in hand", () => {
    expect([0, 1, 2, 6].map(heldContext)).toEqual(["none", "weak", "fair", "fair"]);
  });
});

describe("segmentOf", () => {
  it.each([
    ["acme.fr", null, "european"],
    ["ACME.CO.UK", "https://www.linkedin.com/in/x", "european+profile"],
    ["acme.com", null, "elsewhere"],
    ["acme.com.br", "https://www.linkedin.com/in/x", "elsewhere+profile"],
    ["", null, "elsewhere"],
    [null, null, "no_domain"],
    [null, "https://www.linkedin.com/in/x", "no_domain+profile"],
  ])("%s, %s: %s", (domain, linkedin_url, segment) => {
    expect(segmentOf({ domain, linkedin_url })).toBe(segment);
    expect(segments).toContain(segment);
  });
});

describe("lot", () => {
  it("is spread evenly over [0, 1) and always the same for the same text", () => {
    const draws = Array.from({ length: 20_000 }, (_, index) => lot(`7:contact-${index}`));
    expect(Math.min(...draws)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...draws)).toBeLessThan(1);
    const tenths = Array.from({ length: 10 }, (_, tenth) => draws.filter((d) => Math.floor(d * 10) === tenth).length);
    for (const count of tenths) expect(Math.abs(count - 2_000)).toBeLessThan(200);
    expect(lot("7:contact-1")).toBe(draws[1]);
  });
});
