/**
 * Bands of confidence, the cascade's idea of how good an answer is. Band 0 is no answer; the edges are the thresholds
 * that people can choose, so that a band as a whole is either accepted or held.
 */
export const bandEdges = [1, 70, 80, 85, 90, 95] as const;

/** Number of bands, "no answer" included. */
export const bandCount = bandEdges.length + 1;

/** The band of a confidence from 0 to 100; null and 0 are no answer. */
export function bandOf(confidence: number | null): number {
  if (confidence === null) return 0;
  return bandEdges.filter((edge) => confidence >= edge).length;
}

/** By band, the share of its answers that reach the threshold. Only a threshold that is no edge cuts a band. */
export function acceptedShares(threshold: number): number[] {
  const shares = bandEdges.map((low, index) => {
    const high = (bandEdges[index + 1] ?? 101) - 1;
    return Math.min(1, Math.max(0, (high - Math.max(low, threshold) + 1) / (high - low + 1)));
  });
  return [0, ...shares];
}

/** What an answer in hand says of those to come: a catch-all address found by one is a catch-all for the next. */
export type HeldContext = "none" | "weak" | "fair";

export function heldContext(band: number): HeldContext {
  if (band === 0) return "none";
  return band === 1 ? "weak" : "fair";
}
