import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { catalogue } from "#core/cascade/catalogue.ts";
import { root } from "#tests/support/run/command.ts";

const example = readFileSync(join(root, ".env.example"), "utf8");

test("every line is a comment: copying the file changes nothing", () => {
  expect(example.split("\n").filter((line) => line !== "" && !line.startsWith("#"))).toEqual([]);
});

test.each(catalogue.flatMap((entry) => entry.settings))("%s is listed", (name) => {
  expect(example).toContain(`#${name}=`);
});
