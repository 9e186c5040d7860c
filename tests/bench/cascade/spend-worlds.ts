import { type Segment, segments } from "#core/cascade/policy/segment.ts";
import { generator, type Nature, type People, type World } from "./spend-world.ts";

const usualPeople: People = { catchAll: 0.16, unfindable: 0.12, easeWidth: 0.5 };

export const usual: World = {
  name: "usual",
  people: usualPeople,
  providers: [
    { name: "icypeas", finds: 0.52, refused: 0.08, guesses: 0.02, sureOfCatchAll: 0.2 },
    { name: "dropcontact", finds: 0.5, refused: 0.06, guesses: 0, sureOfCatchAll: 0, inSegment: { european: 0.12 } },
    { name: "hunter", finds: 0.54, refused: 0.07, guesses: 0.08, sureOfCatchAll: 0, inSegment: { no_domain: -0.1 } },
    { name: "apollo", finds: 0.6, refused: 0.06, guesses: 0.15, sureOfCatchAll: 0.4, knows: 0.3 },
  ],
};

/** Nothing is as published: the cheap one guesses, the dear one is good, one bills for people it cannot help with. */
export const unlike: World = {
  name: "unlike",
  people: usualPeople,
  providers: [
    { name: "icypeas", finds: 0.5, refused: 0.6, guesses: 0.1, sureOfCatchAll: 0.1 },
    { name: "dropcontact", finds: 0.66, refused: 0.03, guesses: 0, sureOfCatchAll: 0, inSegment: { european: 0.15 } },
    { name: "hunter", finds: 0.68, refused: 0.04, guesses: 0.05, sureOfCatchAll: 0.1, inSegment: { no_domain: -0.3 } },
    { name: "apollo", finds: 0.25, refused: 0.15, guesses: 0.3, sureOfCatchAll: 0.2, knows: 0.6 },
  ],
};

/** The same world, but one source has begun to make addresses up: billed, and refused by our checks. */
export const collapsed = (world: World, name: string): World => ({
  ...world,
  providers: world.providers.map(
    (nature): Nature => (nature.name === name ? { ...nature, refused: 0.97, guesses: 0.02 } : nature),
  ),
});

/**
 * A world drawn by lot, so that nothing can be tuned on it. Some of its sources break what the estimator takes for granted:
 * they keep silent at catch-all domains, doubt what can be proved, or draw on the same registers.
 */
export function drawnWorld(seed: number): World {
  const random = generator(seed);
  const between = (low: number, high: number) => low + (high - low) * random();
  const often = (share: number) => random() < share;
  const hasRegisters = often(0.4);
  return {
    name: `drawn_${seed}`,
    people: { catchAll: between(0.05, 0.3), unfindable: between(0.04, 0.25), easeWidth: between(0.1, 0.7) },
    providers: usual.providers.map(({ name }): Nature => {
      const segment: Segment = segments[Math.floor(random() * segments.length)] ?? "elsewhere";
      return {
        name,
        finds: between(0.3, 0.7),
        refused: often(0.12) ? between(0.2, 0.6) : between(0.02, 0.12),
        guesses: often(0.4) ? 0 : between(0, 0.25),
        doubts: often(0.25) ? between(0.05, 0.3) : 0,
        sureOfCatchAll: often(0.4) ? 0 : between(0, 0.5),
        inSegment: often(0.6) ? { [segment]: between(-0.25, 0.2) } : {},
        silentOnCatchAll: often(0.25) ? between(0.3, 1) : 0,
        knows: name === "apollo" ? between(0.1, 0.5) : 0,
        listed: hasRegisters && often(0.6) ? between(-0.2, 0.2) : 0,
      };
    }),
  };
}
