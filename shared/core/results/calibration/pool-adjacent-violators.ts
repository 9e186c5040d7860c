export interface WeightedPoint {
  x: number;
  y: number;
  /** Above 0. */
  weight: number;
}

/**
 * Isotonic regression by pooling adjacent violators: of all curves that never fall, the one with the least weighted squared
 * distance to the points. Points at the same `x` become one. Answers one knot for each `x`, in rising order.
 */
export function poolAdjacentViolators(points: readonly WeightedPoint[]): WeightedPoint[] {
  const merged: WeightedPoint[] = [];
  for (const { x, y, weight } of points.toSorted((a, b) => a.x - b.x)) {
    const last = merged.at(-1);
    if (last?.x === x) {
      last.y = (last.y * last.weight + y * weight) / (last.weight + weight);
      last.weight += weight;
    } else merged.push({ x, y, weight });
  }
  const blocks: { y: number; weight: number; size: number }[] = [];
  for (const { y, weight } of merged) {
    let block = { y, weight, size: 1 };
    for (let before = blocks.at(-1); before !== undefined && before.y >= block.y; before = blocks.at(-1)) {
      blocks.pop();
      const total = before.weight + block.weight;
      block = {
        y: (before.y * before.weight + block.y * block.weight) / total,
        weight: total,
        size: before.size + block.size,
      };
    }
    blocks.push(block);
  }
  const fitted = blocks.flatMap(({ y, size }) => Array.from({ length: size }, () => y));
  return merged.map(({ x, y, weight }, index) => ({ x, y: fitted[index] ?? y, weight }));
}
