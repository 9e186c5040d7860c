import { limits } from "#contracts/api/common.ts";
import {
  leadsAcceptedSchema,
  leadsImportSchema,
  leadsKnownInputSchema,
  leadsKnownSchema,
} from "#contracts/api/imports.ts";
import { AppError } from "#contracts/errors.ts";
import { matchColumns } from "#core/imports/columns/match-columns.ts";
import { addDomains, companyIdsOf } from "#core/imports/company-domains.ts";
import type { ColumnMapping, ImportField } from "#core/imports/fields.ts";
import { leadsToTable } from "#core/imports/leads-to-table.ts";
import { companyDomains, knownContacts } from "../../_shared/db/captured.ts";
import type { ImportRow } from "../../_shared/db/imports.ts";
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

const known = (guards: Guards) =>
  createRoute({
    method: "post",
    path: "/leads/known",
    tags: ["imports"],
    summary: "Whom of up to 200 people the workspace has already",
    middleware: guards.viewer,
    request: {
      body: jsonBody(leadsKnownInputSchema, {
        leads: [{ first_name: "Ada", last_name: "Example", company: "Orchard" }],
      }),
    },
    responses: {
      200: jsonAnswer("Those whom an import would take for duplicates.", leadsKnownSchema, {
        known: [{ index: 0, contact_id: exampleIds.contact, result: "found" }],
      }),
      ...problems("bad_request", "unprocessable", ...guardProblems),
    },
  });

export function leadRoutes(deps: ApiDeps, guards: Guards) {
  return createRouter()
    .openapi(create(guards), async (c) => {
      const body = c.req.valid("json");
      const options = chooseOptions(deps, body.options ?? {});
      const { columns, mapping, rows } = await readLeads(deps, c.get("actor").workspaceId, body.leads);
      const outcome = await importTable(deps, c.get("actor"), {
        name:
          body.name ??
          `${body.source === "extension" ? "Captured" : "API"}, ${new Date(deps.now()).toISOString().slice(0, 16).replace("T", " ")}`,
        source: body.source,
        columns,
        mapping,
        options,
        rows,
        start: body.start,
      });
      const invalid = outcome.invalid.map((lead) => ({ ...lead, index: lead.index - 1 }));
      return c.json({ ...outcome, invalid }, 202);
    })
    .openapi(known(guards), async (c) => {
      const { workspaceId } = c.get("actor");
      const { rows } = await readLeads(deps, workspaceId, c.req.valid("json").leads);
      const people = rows.flatMap((row) =>
        "keys" in row && row.keys.length > 0 ? [{ index: row.row_number - 1, keys: row.keys }] : [],
      );
      return c.json({ known: people.length === 0 ? [] : await knownContacts(deps.db, workspaceId, people) }, 200);
    });
}

/** Leads as the table that an import takes, with the domains of companies that the workspace knows. */
async function readLeads(
  deps: ApiDeps,
  workspaceId: string,
  given: readonly unknown[],
): Promise<{ columns: string[]; mapping: ColumnMapping; rows: ImportRow[] }> {
  const ids = companyIdsOf(given);
  const leads = ids.length === 0 ? given : addDomains(given, await companyDomains(deps.db, workspaceId, ids));
  const read = leadsToTable(leads, limits);
  if (!read.ok) throw new AppError("unprocessable", read.detail);
  const { columns, rows, mapping: named } = read.table;
  const mapping = addMatches(
    named,
    columns,
    rows.map((row) => row.cells),
  );
  const sent = rows.map((row, index) => ({ row_number: index + 1, cells: row.cells, bad: row.bad }));
  return { columns, mapping, rows: prepareRows(mapping, sent) };
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
