import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = new URL("../..", import.meta.url).pathname;
const fixture = (name: string) => join(root, "tests/fixtures", name);
const searchUrl = "https://www.linkedin.com/sales/search/people?query=(keywords:x)";
const scratch = (name: string, content: string | Uint8Array) => {
  const file = join(mkdtempSync(join(tmpdir(), "captely-capture-")), name);
  writeFileSync(file, content);
  return file;
};

function capture(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", "supabase/cli/capture.ts", ...args],
    { cwd: root, encoding: "utf8" },
  );
  const leads = stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { status, leads, stderr, seen: () => JSON.parse(stderr) as Record<string, unknown> };
}

const fields =
  "person_key member_id first_name last_name full_name name_raw title company company_raw company_linkedin_id company_url location linkedin_url sales_nav_url degree premium open_link started_on summary source warnings".split(
    " ",
  );

describe("refusals", () => {
  it.each([
    [[]],
    [["a.json"]],
    [["a.json", "b.json", "--url", searchUrl]],
    [["a.json", "--url", "https://"]],
    [["a.json", "--url", "linkedin.com/sales/search/people"]],
    [["a.json", "--url", searchUrl, "--nonsense"]],
    [["a.json", "--url", searchUrl, "--status", "ok"]],
  ])("wrong usage ends with 2: %j", (args) => {
    const { status, leads } = capture(...args);
    expect(status).toBe(2);
    expect(leads).toEqual([]);
  });

  it("a file that cannot be read, and one that is no JSON, end with 1 and one sentence", () => {
    for (const file of ["/nowhere/a.json", scratch("a.json", "{")]) {
      const { status, stderr, leads } = capture(file, "--url", searchUrl);
      expect(status).toBe(1);
      expect(leads).toEqual([]);
      expect(stderr.trim().split("\n")).toHaveLength(1);
      expect(stderr).not.toMatch(/ at .*\.ts:/);
    }
  });

  it("a file without text, and a page where a body was promised, end with 1", () => {
    const binary = Uint8Array.from({ length: 5_000 }, (_, index) => (index * 37) % 256);
    for (const file of [scratch("a.json", binary), scratch("a.html", binary), scratch("b.json", "<html></html>")]) {
      const { status, stderr, leads } = capture(file, "--url", searchUrl);
      expect([status, leads, stderr.trim().split("\n").length]).toEqual([1, [], 1]);
    }
  });

  it.each([
    ["https://www.linkedin.com/feed/", "ignored"],
    ["https://www.linkedin.com/authwall?trk=x", "signed_out"],
    ["https://www.linkedin.com/sales-api/salesApiPrimaryIdentity", "ignored"],
  ])("takes nothing from a body of %s: %s", (url, state) => {
    const { status, leads, seen } = capture(fixture("salesnav/lead-search.json"), "--url", url);
    expect([status, leads, seen().state]).toEqual([0, [], state]);
  });

  it("takes nothing that does not come from LinkedIn", () => {
    const { status, leads, seen } = capture(
      fixture("salesnav/lead-search.json"),
      "--url",
      "https://www.linkedin.com.evil.test/sales/search/people",
    );
    expect([status, leads, seen().state]).toEqual([0, [], "ignored"]);
  });

  it("takes nobody from a hostile body who must not be taken", () => {
    const { status, leads, seen } = capture(fixture("salesnav/hostile-search.json"), "--url", searchUrl);
    expect(status).toBe(0);
    expect(leads.map((lead) => lead.member_id)).toEqual(["910000000", "910000004", "910000005", "910000006"]);
    // The raw texts are kept as they were; whatever shows or sends them treats them as text.
    const cleaned = leads.map(({ name_raw: _name, company_raw: _company, ...lead }) => lead);
    expect(JSON.stringify(cleaned)).not.toMatch(/<script|onclick|javascript:/);
    expect(seen()).toMatchObject({
      state: "partial",
      refused: { private: 1, memorialized: 1, limited: 1, unreadable: 2 },
    });
  });
});

describe("reading", () => {
  it("prints a response's leads with the promised fields and nothing else", () => {
    const { status, leads, seen } = capture(fixture("salesnav/lead-search.json"), "--url", searchUrl);
    expect(status).toBe(0);
    expect(leads).toHaveLength(25);
    for (const lead of leads) expect(Object.keys(lead)).toEqual(fields);
    expect(seen()).toMatchObject({ state: "ok", paging: { start: 0, count: 25, total: 68, page: 1 } });
  });

  it("has the same keys from the page as shown", () => {
    const shown = capture(fixture("html/lead-search.html"), "--url", searchUrl);
    const loaded = capture(fixture("salesnav/lead-search.json"), "--url", searchUrl);
    expect(shown.seen()).toMatchObject({ state: "partial" });
    expect(shown.leads.map((lead) => lead.person_key)).toEqual(loaded.leads.map((lead) => lead.person_key));
    expect(new Set(shown.leads.map((lead) => lead.source))).toEqual(new Set(["dom"]));
  });

  it.each([
    ["salesnav/lead-search-normalized.json", searchUrl, "ok", 5],
    ["salesnav/lead-page.json", "https://www.linkedin.com/sales-api/salesApiProfiles/(profileId:x)", "ok", 1],
    ["salesnav/account-search.json", "https://www.linkedin.com/sales/search/company", "ok", 3],
    ["html/lead-search-de.html", searchUrl, "partial", 10],
    ["html/lead-search-skeleton.html", searchUrl, "skeleton", 0],
    ["html/lead-search.html", "https://www.linkedin.com/login", "signed_out", 0],
  ])("%s at %s: %s, %i", (file, url, state, count) => {
    const { status, leads, seen } = capture(fixture(file), "--url", url);
    expect([status, seen().state, leads.length]).toEqual([0, state, count]);
  });

  it("reads a body in other encodings, with a mark, and under the name of a page", () => {
    const text = readFileSync(fixture("salesnav/lead-search.json"), "utf8");
    const files = [
      scratch("a.json", `\ufeff${text}`),
      scratch("b.json", Buffer.from(`\ufeff${text}`, "utf16le")),
      scratch("c.html", text),
    ];
    for (const file of files) expect(capture(file, "--url", searchUrl).leads).toHaveLength(25);
  });

  it("reads what a saved page holds in itself", () => {
    const body = readFileSync(fixture("salesnav/lead-search.json"), "utf8");
    const file = scratch("a.html", `<html><body><code id="bpr-guid-1"><!--${body}--></code></body></html>`);
    const { leads, seen } = capture(file, "--url", searchUrl);
    expect(leads).toHaveLength(25);
    expect(seen()).toMatchObject({ state: "ok", paging: { total: 68 } });
  });

  it("tells a page held back by its status", () => {
    const { seen } = capture(fixture("salesnav/lead-search.json"), "--url", searchUrl, "--status", "429");
    expect(seen()).toMatchObject({ state: "throttled", leads: 0 });
  });
});
