import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readTable } from "#files/read-table.ts";
import { readRows } from "#tests/support/cli/read-rows.ts";
import { runScript } from "#tests/support/cli/run-script.ts";
import { type SimulatorsProcess, startSimulatorsProcess } from "#tests/support/cli/simulators-process.ts";

const folder = mkdtempSync(join(tmpdir(), "captely-enrich-"));
const path = (name: string) => join(folder, name);
const write = (name: string, content: string | Uint8Array) => {
  writeFileSync(path(name), content);
  return path(name);
};
const enrich = (args: string[], env: Record<string, string> = {}, input?: string) =>
  runScript("supabase/cli/enrich.ts", args, env, input);

let simulators: SimulatorsProcess;
beforeAll(async () => {
  simulators = await startSimulatorsProcess(["--latency", "none", "--limits", "off"]);
});
afterAll(async () => {
  await simulators.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("enrich refuses", () => {
  const good = () => write("good.csv", "name,company\nAda Muster,Works GmbH\n");
  it.each<[string, () => string[], number, RegExp]>([
    ["no file", () => ["--out", path("o.csv")], 2, /Name one file/],
    ["no --out", () => [good()], 2, /--out/],
    ["an option nobody knows", () => [good(), "--out", path("o.csv"), "--fast"], 2, /--fast/],
    [
      "a threshold out of bounds",
      () => [good(), "--out", path("o.csv"), "--threshold", "101"],
      2,
      /--threshold takes a number from 1 to 100/,
    ],
    ["a provider nobody knows", () => [good(), "--out", path("o.csv"), "--order", "icypeas,acme"], 2, /"acme" is none/],
    ["money that is no number", () => [good(), "--out", path("o.csv"), "--max-cost", "much"], 2, /--max-cost/],
    ["a file that is not there", () => [path("nowhere.csv"), "--out", path("o.csv")], 1, /does not exist/],
    ["a folder", () => [folder, "--out", path("o.csv")], 1, /is a folder/],
    ["an empty file", () => [write("empty.csv", ""), "--out", path("o.csv")], 1, /empty/],
    ["a PDF", () => [write("list.csv", "%PDF-1.7\n%âãÏÓ"), "--out", path("o.csv")], 1, /PDF/],
    [
      "a table without people",
      () => [write("other.csv", "colour,weight\nred,3\nblue,4\n"), "--out", path("o.csv")],
      1,
      /No column holds a name/,
    ],
    [
      "an output folder that does not exist",
      () => [good(), "--out", path("no/such/out.csv"), "--sandbox"],
      1,
      /cannot be written/,
    ],
  ])("%s", async (_name, args, code, sentence) => {
    const ended = await enrich(args());
    expect(ended.stderr).toMatch(sentence);
    expect(ended.stderr).not.toMatch(/\n\s+at /);
    expect(ended.code).toBe(code);
    expect(ended.stdout).toBe("");
  });

  it("a setting that is wrong, naming it", async () => {
    const ended = await enrich([good(), "--out", path("o.csv")], { HUNTER_API_KEY: "k", HUNTER_RATE_LIMIT: "fast" });
    expect(ended).toMatchObject({ code: 1, stdout: "" });
    expect(ended.stderr).toMatch(/^HUNTER_RATE_LIMIT is "fast": it takes a whole number/m);
  });
});

it("gives 500 rows in order, with a report that agrees with the rows and with what the providers counted", {
  timeout: 120_000,
}, async () => {
  const input = "tests/fixtures/csv/mixed-500.csv";
  const ended = await enrich([input, "--out", path("out.csv"), "--report", path("report.json")], simulators.env);
  expect(ended.stderr).not.toMatch(/Sandbox/);
  expect(ended).toMatchObject({ code: 0, stdout: "" });

  const before = readTable(new Uint8Array(readFileSync(input)));
  const after = readTable(new Uint8Array(readFileSync(path("out.csv"))));
  if (!before.ok || !after.ok) throw new Error("not readable");
  expect(after.headers.slice(0, before.headers.length)).toEqual(before.headers);
  expect(after.headers.slice(before.headers.length)).toEqual(
    "email email_status email_confidence email_source phone phone_type phone_status phone_source cost_usd result reason".split(
      " ",
    ),
  );
  // Unchanged, but for the apostrophe before what a spreadsheet would run.
  for (const [index, row] of after.rows.entries()) {
    for (const [column] of before.headers.entries()) {
      const cell = before.rows[index]?.[column] ?? "";
      expect([cell, `'${cell}`]).toContain(row[column]);
      if (/^[=@]/.test(cell)) expect(row[column]).toBe(`'${cell}`);
    }
  }

  const rows = readRows(path("out.csv"));
  const report = JSON.parse(readFileSync(path("report.json"), "utf8"));
  const isDuplicate = (row: Record<string, string>) => row.reason?.startsWith("duplicate_of") ?? false;
  const own = rows.filter((row) => !isDuplicate(row) && row.result !== "invalid_row");
  const count = (result: string) => own.filter((row) => row.result === result).length;
  expect(report).toMatchObject({
    contacts: own.length,
    found: count("found"),
    partial: count("partial"),
    not_found: count("not_found"),
    failed: count("failed"),
    duplicates: rows.filter(isDuplicate).length,
    emails: own.filter((row) => row.email !== "").length,
    phones: 0,
  });
  const cost = own.reduce((sum, row) => sum + Math.round(Number(row.cost_usd) * 1e6), 0);
  expect(Math.round(report.cost_usd * 1e6)).toBe(cost);
  expect(report.credits).toBe(count("found"));
  for (const row of rows.filter(isDuplicate)) {
    const original = rows[Number(/\d+$/.exec(row.reason ?? "")?.[0]) - 1];
    expect(row.email).toBe(original?.email);
  }

  const stats = await simulators.stats();
  for (const [name, figures] of Object.entries<{ asked: number }>(report.providers)) {
    // Contacts that a provider cannot be asked for (no last name, say) stand in the trail, not in its books.
    expect(figures.asked).toBeGreaterThanOrEqual(stats[name]?.asked ?? 0);
    expect(stats[name]?.duplicates_bought).toBe(0);
  }
});

it("writes to stdout, reads stdin, and says sandbox when no key is set", { timeout: 60_000 }, async () => {
  const ended = await enrich(
    ["-", "--out", "-", "--verify", "0"],
    {},
    "First name;Last name;Company\nAda;Muster;Works GmbH\n",
  );
  expect(ended.code).toBe(0);
  expect(ended.stdout.replace(/^\ufeff/, "").split("\r\n")[1]).toMatch(/^Ada,Muster,Works GmbH,/);
  expect(ended.stderr).toMatch(/Sandbox/);
});
