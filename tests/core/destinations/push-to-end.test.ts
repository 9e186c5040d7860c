import { describe, expect, it } from "vitest";
import { pushToEnd } from "#core/destinations/push-to-end.ts";
import { deliveryReasons } from "#core/destinations/words.ts";
import { destinationTexts, pushSentences } from "#core/i18n/destinations.ts";
import { createFormats, locales } from "#core/i18n/formats.ts";

const step = (left: number, wait_seconds = 0) => ({ run: "2026-01-15T09:30:00Z", left, wait_seconds });

/** Plays the steps and writes down what was asked and waited for. */
async function play(steps: ReturnType<typeof step>[]) {
  const done: (string | number | undefined)[] = [];
  const queue = [...steps];
  const push = (run: string | undefined) => {
    done.push(run);
    const next = queue.shift();
    return next === undefined ? Promise.reject(new Error("the network is gone")) : Promise.resolve(next);
  };
  const wait = (ms: number) => Promise.resolve(void done.push(ms));
  const seen: number[] = [];
  const last = await pushToEnd(push, wait, ({ left }) => seen.push(left)).catch((error: unknown) => String(error));
  return { done, seen, last };
}

describe("a push that is repeated", () => {
  it("ends with the error of a request, and stops at a pause that is too long", async () => {
    expect((await play([step(5)])).last).toContain("the network is gone");
    const held = await play([step(5, 3_600), step(0)]);
    expect(held).toMatchObject({ done: [undefined], last: { left: 5, wait_seconds: 3_600 } });
  });

  it("names its run from the second request on, and pauses when told to", async () => {
    const { done, seen } = await play([step(9), step(4, 2), step(0)]);
    expect(done).toEqual([undefined, step(0).run, 2_000, step(0).run]);
    expect(seen).toEqual([9, 4, 0]);
  });
});

describe("the texts", () => {
  const sets = locales.map((locale) => destinationTexts(createFormats(locale, "UTC")));

  it("say in every language what came of it, and whatever the reason", () => {
    for (const texts of sets) {
      const refused = deliveryReasons.map((reason) => ({ reason, count: 2, detail: "jobtitle" }));
      const said = pushSentences(texts, { sent: 3, already: 1, left: 4, wait_seconds: 90, refused });
      expect(said).not.toMatch(/undefined|\[object|NaN/);
      expect(said).toContain("jobtitle");
      expect(pushSentences(texts, { sent: 0, already: 0, left: 0, wait_seconds: 0, refused: [] })).toBe(texts.sent(0));
    }
    expect(sets[0]?.sent(3)).toBe("3 people sent to HubSpot.");
    expect(sets[1]?.sent(1)).toBe("1 personne envoyée vers HubSpot.");
  });
});
