import { limits } from "#contracts/api/common.ts";
import { leadsAcceptedSchema, leadsImportSchema } from "#contracts/api/imports.ts";
import { AppError } from "#contracts/errors.ts";
import { matchColumns } from "#core/imports/columns/match-columns.ts";
import type { ColumnMapping, ImportField } from "#core/imports/fields.ts";
import { leadsToTable } from "#core/imports/leads-to-table.ts";
import { chooseOptions } from "../choose-options.ts";
import type { ApiDeps } from "../deps.ts";
import { exampleIds } from "../examples.ts";
import {
  createRoute,
  createRouter,
  type Guards,
  guardProblems,
  idempotencyHeader,
  jsonAnswer,
  jsonBody,
  problems,
} from "../http.ts";
import { importTable } from "../import-table.ts";
import { prepareRows } from "../prepare-rows.ts";

const create = (guards: Guards) =>
  createRoute({
    method: "post",
    path: "/imports/leads",
    tags: ["imports"],
    summary: "Send up to 5,000 people as JSON",
    middleware: guards.once,
    request: {
      headers: idempotencyHeader,
      body: jsonBody(leadsImportSchema, {
        leads: [{ first_name: "Ada", last_name: "Example", company: "Orchard", position: "Head of Sales" }],
        name: "From our CRM",
        options: { want: "email" },
      }),
    },
    responses: {
      202: jsonAnswer("Taken in. Leads that cannot be used are listed by their index.", leadsAcceptedSchema, {
        job_id: exampleIds.job,
        accepted: 1,
        duplicates: 0,
        invalid: [],
        invalid_count: 0,
      }),
      ...problems(
        "bad_request",
        "payload_too_large",
        "unprocessable",
        "idempotency_mismatch",
        "idempotency_running",
        ...guardProblems,
      ),
    },
  });

export function leadRoutes(deps: ApiDeps, guards: Guards) {
  return createRouter().openapi(create(guards), async (c) => {
    const body = c.req.valid("json");
    const options = chooseOptions(deps, body.options ?? {});
    const read = leadsToTable(body.leads, limits);
    if (!read.ok) throw new AppError("unprocessable", read.detail);
    const { columns, rows, mapping: named } = read.table;
    const mapping = addMatches(
      named,
      columns,
      rows.map((row) => row.cells),
    );
    const sent = rows.map((row, index) => ({ row_number: index + 1, cells: row.cells, bad: row.bad }));
    const outcome = await importTable(deps, c.get("actor"), {
      name:
        body.name ??
        `${body.source === "extension" ? "Captured" : "API"}, ${new Date(deps.now()).toISOString().slice(0, 16).replace("T", " ")}`,
      source: body.source,
      columns,
      mapping,
      options,
      rows: prepareRows(mapping, sent),
      start: body.start,
    });
    const invalid = outcome.invalid.map((lead) => ({ ...lead, index: lead.index - 1 }));
    return c.json({ ...outcome, invalid }, 202);
  });
}

/** Fields that no key names outright are looked for as in a file, among the columns that are still free. */
function addMatches(
  named: ColumnMapping,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): ColumnMapping {
  const taken = new Set(Object.values(named));
  const mapping: ColumnMapping = { ...named };
  for (const [field, column] of Object.entries(matchColumns(columns, rows).mapping) as [ImportField, number][]) {
    if (mapping[field] === undefined && !taken.has(column)) mapping[field] = column;
  }
  return mapping;
}
