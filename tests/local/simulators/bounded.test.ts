import { expect, test } from "vitest";
import { BoundedMap } from "#local/simulators/bounded.ts";

test("the oldest entries go when there are too many", () => {
  const map = new BoundedMap<string, number>(2);
  for (const [i, key] of ["a", "b", "a", "c"].entries()) map.set(key, i);
  expect([map.get("a"), map.get("b"), map.get("c"), map.size]).toEqual([undefined, 1, 3, 2]);
});

test("weights count instead of entries where they are given; the newest entry always stays", () => {
  const map = new BoundedMap<string, string>(5, (value) => value.length);
  map.set("a", "xx");
  map.set("b", "xx");
  map.set("b", "xxx");
  expect(map.size).toBe(2);
  map.set("c", "xxxxx");
  expect([map.has("a"), map.has("b"), map.has("c")]).toEqual([false, false, true]);
  map.clear();
  map.set("d", "xxxxx");
  expect(map.size).toBe(1);
});
