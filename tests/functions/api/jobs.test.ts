import papa from "papaparse";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contactAnswerSchema, contactListSchema } from "#contracts/api/contacts.ts";
import { importSummarySchema } from "#contracts/api/imports.ts";
import { jobAnswerSchema, jobListSchema, reportSchema, shadowReportSchema } from "#contracts/api/jobs.ts";
import { resultColumns } from "#core/exports/columns.ts";
import { openTestApi, type Person, type TestApi } from "./support/test-api.ts";
import { workOff } from "./support/work-off.ts";

let api: TestApi;
let users = 0;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

async function newUser(): Promise<Person> {
  const who = await api.addUser(`user${++users}@orchard.example`);
  await api.call(who, "GET", "/me");
  return who;
}

const columns = ["Prénom", "Nom", "Société", "Formule", "Tél"];
const rows = [
  ["Ada", "Example", "Orchard", "=1+1", "+33 1 99 00 12 34"],
  ["Zoe", "Example", "Quarry", "-2", ""],
  ["", "", "Harbour", "", ""],
  ["ADA", "EXAMPLE", "Orchard, Inc.", "@x", ""],
  ["Cleo", 'Exa"mple', "Harbour;\r\nsecond line", "", "", "beyond"],
];
const mapping = { first_name: 0, last_name: 1, company: 2 };

async function draft(who: Person): Promise<string> {
  const created = await api.call(who, "POST", "/imports", { name: "List", source: "csv", columns, mapping });
  expect(created.status).toBe(201);
  const id: string = created.json.job_id;
  const sent = rows.map((cells, index) => ({ row_number: index + 1, cells }));
  const added = await api.call(who, "POST", `/imports/${id}/rows`, { rows: sent });
  expect(added.json).toEqual({ added: 3, invalid: 1, duplicates: 1 });
  return id;
}

/** A draft without rows. */
async function bare(who: Person, options: Record<string, unknown>): Promise<string> {
  const created = await api.call(who, "POST", "/imports", { name: "List", source: "csv", columns, mapping, options });
  expect(created.status).toBe(201);
  return created.json.job_id;
}

describe("an import in steps", () => {
  it("counts rows sent twice once", async () => {
    const who = await newUser();
    const id = await draft(who);
    const again = await api.call(who, "POST", `/imports/${id}/rows`, { rows: [{ row_number: 1, cells: rows[0] }] });
    expect(again.json).toEqual({ added: 0, invalid: 0, duplicates: 0 });
  });

  it("summarises bad rows, duplicates and the estimate before anything is spent", async () => {
    const who = await newUser();
    const id = await draft(who);
    const summary = importSummarySchema.parse((await api.call(who, "GET", `/imports/${id}`)).json);
    expect(summary).toMatchObject({ rows: 5, contacts: 3, invalid: 1, duplicates_in_file: 1, duplicates_known: 0 });
    expect(summary.issues).toMatchObject([{ row_number: 3, reason: "no_name", cells: rows[2] }]);
    expect(summary.duplicates).toMatchObject([{ row_number: 4, duplicate_of_row: 1 }]);
    expect(summary.estimate.max_credits_milli).toBe(3_000);
    expect(summary.estimate.max_cost_micros).toBeGreaterThan(summary.estimate.likely_cost_micros);
    expect(summary.job.status).toBe("draft");
  });

  it("throws a draft away", async () => {
    const who = await newUser();
    const id = await draft(who);
    expect((await api.call(who, "DELETE", `/imports/${id}`)).status).toBe(204);
    expect((await api.call(who, "GET", `/imports/${id}`)).status).toBe(404);
  });

  it("starts with changed options, once for one key", async () => {
    const who = await newUser();
    const id = await draft(who);
    const woken = api.state.woken;
    const start = () =>
      api.call(
        who,
        "POST",
        `/imports/${id}/start`,
        { options: { order: ["hunter"], verify: 1 } },
        { "idempotency-key": "go" },
      );
    const started = jobAnswerSchema.parse((await start()).json);
    expect(started.job).toMatchObject({ status: "running", options: { order: ["hunter"], verify: 1, threshold: 90 } });
    expect(started.progress).toMatchObject({ total: 3, done: 0, seconds_left: null });
    expect((await start()).headers.get("idempotent-replay")).toBe("true");
    expect(api.state.woken).toBe(woken + 1);
  });
});

describe("a job", () => {
  it("pauses, goes on, ends, and refuses the rest", async () => {
    const who = await newUser();
    const id = await draft(who);
    await api.call(who, "POST", `/imports/${id}/start`);
    const act = (action: string) => api.call(who, "POST", `/jobs/${id}/${action}`);
    expect((await act("resume")).json.code).toBe("conflict");
    expect((await act("pause")).json.job.status).toBe("paused");
    expect(await workOff(api.db)).toBe(0);
    expect((await act("pause")).json.code).toBe("conflict");
    const woken = api.state.woken;
    expect((await act("resume")).json.job.status).toBe("running");
    expect(api.state.woken).toBe(woken + 1);
    expect((await act("cancel")).json.job.status).toBe("cancelled");
    expect((await act("resume")).json.code).toBe("conflict");
  });

  it("is listed newest first, page by page, each once", async () => {
    const who = await newUser();
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) {
      const created = await api.call(who, "POST", "/imports", {
        name: `List ${i}`,
        columns: ["name"],
        mapping: { full_name: 0 },
      });
      ids.unshift(created.json.job_id);
    }
    // The same moment for all: the id has to decide.
    await api.pg.query("update public.import_jobs set created_at = '2026-01-15T09:30:00Z' where workspace_id = $1", [
      who.workspaceId,
    ]);
    const seen: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const query: string = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
      const page = jobListSchema.parse((await api.call(who, "GET", `/jobs?limit=2${query}`)).json);
      seen.push(...page.jobs.map(({ job }) => job.id));
      cursor = page.next_cursor;
    }
    expect(seen.toSorted()).toEqual(ids.toSorted());
    expect(new Set(seen).size).toBe(5);
  });
});

describe("results", () => {
  let who: Person;
  let id = "";
  beforeAll(async () => {
    who = await newUser();
    id = await draft(who);
    await api.call(who, "POST", `/imports/${id}/start`);
    expect(await workOff(api.db)).toBe(3);
  });

  it("shows the finished job and its report", async () => {
    const { job, progress } = jobAnswerSchema.parse((await api.call(who, "GET", `/jobs/${id}`)).json);
    expect(job).toMatchObject({
      status: "completed",
      found_count: 2,
      not_found_count: 1,
      credits_milli: 2_000,
      cost_micros: 38_000,
    });
    expect(progress).toMatchObject({ total: 3, done: 3, found: 2, emails: 2, seconds_left: null });
    const report = reportSchema.parse((await api.call(who, "GET", `/jobs/${id}/report`)).json);
    expect(report).toMatchObject({
      contacts: 3,
      found: 2,
      not_found: 1,
      invalid: 1,
      duplicates: 1,
      credits: 2,
      cost_usd: 0.038,
      sandbox: true,
      left_out: [],
      providers: { icypeas: { asked: 3, found: 2, accepted: 2, errors: 0, cost_usd: 0.038, p50_ms: 1_200 } },
    });
  });

  it("tells what the policy would have done, of a job that followed an order", async () => {
    const shadow = shadowReportSchema.parse((await api.call(who, "GET", `/jobs/${id}/shadow`)).json);
    expect(shadow).toMatchObject({
      contacts: 3,
      policy_snapshot: null,
      actual: { asks: 3, cost_usd: 0.038, accepted: 2 },
    });
    expect(shadow.auto.accepted).toBeGreaterThanOrEqual(2);
    expect(shadow.known).toBeLessThanOrEqual(1);
    const auto = await bare(who, { mode: "auto" });
    expect((await api.call(who, "GET", `/jobs/${auto}/shadow`)).status).toBe(409);
    const strange = await newUser();
    expect((await api.call(strange, "GET", `/jobs/${id}/shadow`)).status).toBe(404);
  });

  it("takes the mode, lets a pinned order win, and refuses a mode that nobody knows", async () => {
    const optionsOf = async (options: Record<string, unknown>) => {
      const made = await bare(who, options);
      return jobAnswerSchema.parse((await api.call(who, "GET", `/jobs/${made}`)).json).job.options;
    };
    expect((await optionsOf({ mode: "auto", providers: ["hunter", "icypeas"] })).mode).toBe("auto");
    expect((await optionsOf({ mode: "auto", order: ["icypeas"] })).mode).toBe("fixed");
    expect((await optionsOf({ mode: "shadow", order: ["icypeas"] })).mode).toBe("shadow");
    expect((await optionsOf({})).mode).toBe("fixed");
    const refused = await api.call(who, "POST", "/imports", {
      name: "x",
      columns,
      mapping,
      options: { mode: "clever" },
    });
    expect(refused.status).toBe(400);
  });

  it("lists contacts by row, page by page and by result, each with its trail", async () => {
    const first = contactListSchema.parse((await api.call(who, "GET", `/jobs/${id}/contacts?limit=3`)).json);
    expect(first.contacts.map((contact) => contact.row_number)).toEqual([1, 2, 4]);
    expect(first.next_cursor).toBe(4);
    const rest = contactListSchema.parse((await api.call(who, "GET", `/jobs/${id}/contacts?limit=3&cursor=4`)).json);
    expect(rest.contacts.map((contact) => contact.row_number)).toEqual([5]);
    expect(rest.next_cursor).toBeNull();
    const found = contactListSchema.parse((await api.call(who, "GET", `/jobs/${id}/contacts?result=found`)).json);
    expect(found.contacts.map((contact) => contact.email)).toEqual(["ada.example@orchard.example", expect.any(String)]);
    const ada = first.contacts[0];
    const one = contactAnswerSchema.parse((await api.call(who, "GET", `/contacts/${ada?.id}`)).json);
    expect(one.trail).toMatchObject([
      { provider: "icypeas", outcome: "found", cost_micros: 19_000, decision: { do: "finish" } },
    ]);
  });

  it("exports every row in order, unchanged but for formulas, and notes it", async () => {
    const answer = await api.call(who, "GET", `/jobs/${id}/export.csv`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(answer.headers.get("content-disposition")).toContain('filename="List-enriched.csv"');
    expect(answer.text.endsWith("\r\n")).toBe(true);
    const text = answer.text.replace(/^\ufeff/, "").slice(0, -2);
    const table = papa.parse(text, { delimiter: ",", newline: "\r\n" }).data;
    expect(table[0]).toEqual([...columns, ...resultColumns]);
    const cells = table.slice(1).map((line) => line.slice(0, columns.length));
    const expected = rows.map((row) => row.slice(0, columns.length));
    expect(cells.map((row, i) => row.map((cell, k) => (k === 3 ? "" : cell === expected[i]?.[k])))).toEqual(
      rows.map(() => [true, true, true, "", true]),
    );
    expect(cells.map((row) => row[3])).toEqual(["'=1+1", "-2", "", "'@x", ""]);
    const resultOf = (line: number, column: (typeof resultColumns)[number]) =>
      table[line]?.[columns.length + resultColumns.indexOf(column)];
    expect([1, 2, 3, 4, 5].map((line) => resultOf(line, "result"))).toEqual([
      "found",
      "not_found",
      "invalid_row",
      "found",
      "found",
    ]);
    expect(resultOf(4, "reason")).toBe("duplicate_of_row_1");
    expect(resultOf(4, "email")).toBe("ada.example@orchard.example");
    expect(resultOf(1, "cost_usd")).toBe("0.019");
    const raw = await api.call(who, "GET", `/jobs/${id}/export.csv?raw=1`);
    expect(raw.text).toContain(",=1+1,");
    const logs = await api.pg.query("select format, row_count, actor from public.export_logs where job_id = $1", [id]);
    expect(logs.rows).toEqual([
      { format: "csv", row_count: 5, actor: who.id },
      { format: "csv", row_count: 5, actor: who.id },
    ]);
  });

  it("keeps order and count over page borders of a large export, and a hostile job name out of the header", async () => {
    const many = await newUser();
    const leads = Array.from({ length: 2_300 }, (_, i) => ({ name: `Ada Example${i}`, company: `Company ${i}` }));
    const sent = await api.call(many, "POST", "/imports/leads", { leads, name: 'é"\r\nx: y' });
    const answer = await api.call(many, "GET", `/jobs/${sent.json.job_id}/export.csv`);
    const lines = answer.text.split("\r\n").slice(1, -1);
    expect(lines).toHaveLength(2_300);
    expect(lines.every((line, i) => line.startsWith(`Ada Example${i},`))).toBe(true);
    expect(answer.headers.get("content-disposition")).toBe(
      `attachment; filename="_x_ y-enriched.csv"; filename*=UTF-8''%C3%A9%22%0D%0Ax%3A%20y-enriched.csv`,
    );
  }, 120_000);
});
