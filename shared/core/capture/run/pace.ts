/** How long a person looks at a page before turning it, and how often they look away. Milliseconds. */
const look = { least: 4_000, spread: 5_000 };
const rest = { least: 20_000, spread: 25_000 };
const restEvery = { least: 4, spread: 3 };

/**
 * The wait before the next page is turned.
 * @param turns pages turned since the last rest
 * @param random two numbers from 0 to 1
 */
export function pace(turns: number, random: readonly [number, number]): { ms: number; turns: number } {
  const [first, second] = random;
  const resting = turns >= restEvery.least + Math.floor(second * restEvery.spread);
  const { least, spread } = resting ? rest : look;
  return { ms: Math.round(least + first * spread), turns: resting ? 0 : turns + 1 };
}
