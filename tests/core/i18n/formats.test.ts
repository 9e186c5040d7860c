import { describe, expect, it } from "vitest";
import { createFormats } from "#core/i18n/formats.ts";

const en = createFormats("en", "UTC");
const fr = createFormats("fr", "UTC");

describe("formats", () => {
  it.each([
    [0, "$0.00"],
    [19_000, "$0.019"],
    [24_500, "$0.0245"],
    [100_000, "$0.10"],
    [15_447_300, "$15.45"],
    [1_234_567_890, "$1,234.57"],
  ])("writes %d micro-dollars as %s", (micros, text) => {
    expect(en.usd(micros)).toBe(text);
  });

  it("writes credits without needless decimals", () => {
    expect(en.credits(1_000)).toBe("1");
    expect(en.credits(1_500)).toBe("1.5");
    expect(en.credits(1_000_000)).toBe("1,000");
    expect(fr.credits(1_500)).toBe("1,5");
  });

  it.each([
    [0, "a few seconds"],
    [9, "a few seconds"],
    [12, "about 20 sec"],
    [54, "about 60 sec"],
    [61, "about 2 min"],
    [110, "about 2 min"],
    [3_500, "about 59 min"],
    [5_400, "about 1.5 hr"],
    [86_400, "about 24 hr"],
  ])("estimates %d s as %s", (seconds, text) => {
    expect(en.duration(seconds)).toBe(text);
  });

  it.each([
    [0, "0 sec"],
    [7, "7 sec"],
    [60, "1 min"],
    [67, "1 min 7 sec"],
    [3_661, "1 hr 1 min"],
    [7_205, "2 hr"],
  ])("measures %d s as %s", (seconds, text) => {
    expect(en.span(seconds)).toBe(text);
  });

  it("tells latencies and ages", () => {
    expect(en.latency(84)).toBe("84 ms");
    expect(en.latency(1_840)).toBe("1.8 sec");
    const now = Date.parse("2026-11-23T12:00:00Z");
    expect(en.ago("2026-11-23T11:59:30Z", now)).toBe("just now");
    expect(fr.ago("2026-11-23T11:59:30Z", now)).toBe("à l’instant");
    expect(en.ago("2026-11-23T11:57:00Z", now)).toBe("3 min. ago");
    expect(en.ago("2026-11-23T12:05:00Z", now)).toBe("just now");
    expect(en.ago("2026-11-22T11:00:00Z", now)).toBe("yesterday");
    expect(en.ago("2026-10-01T09:30:00Z", now)).toContain("Oct 1, 2026");
  });
});
