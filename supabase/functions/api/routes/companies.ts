import {
  companiesAcceptedSchema,
  companiesInputSchema,
  companyInputSchema,
  companyListQuerySchema,
  companyListSchema,
} from "#contracts/api/companies.ts";
import type { InvalidLead } from "#contracts/api/imports.ts";
import { type PreparedCompany, prepareCompany } from "#core/companies/prepare-company.ts";
import { addCompanies, listCompanies } from "../../_shared/db/captured.ts";
import type { ApiDeps } from "../deps.ts";
import {
  createRoute,
  createRouter,
  describeIssues,
  type Guards,
  guardProblems,
  idempotencyHeader,
  jsonAnswer,
  jsonBody,
  problems,
} from "../http.ts";

const tags = ["companies"];

const add = (guards: Guards) =>
  createRoute({
    method: "post",
    path: "/companies",
    tags,
    summary: "Send up to 100 companies; their domains complete people who bring none",
    middleware: guards.once,
    request: {
      headers: idempotencyHeader,
      body: jsonBody(companiesInputSchema, {
        companies: [{ name: "Orchard", linkedin_id: "5001", website: "https://orchard.example" }],
      }),
    },
    responses: {
      200: jsonAnswer("Kept. Companies that cannot be used are listed by their index.", companiesAcceptedSchema, {
        added: 1,
        updated: 0,
        invalid: [],
      }),
      ...problems("bad_request", "idempotency_mismatch", "idempotency_running", ...guardProblems),
    },
  });

const list = (guards: Guards) =>
  createRoute({
    method: "get",
    path: "/companies",
    tags,
    summary: "The workspace's companies, newest first",
    middleware: guards.viewer,
    request: { query: companyListQuerySchema },
    responses: {
      200: jsonAnswer("One page.", companyListSchema, {
        companies: [
          {
            id: 1,
            linkedin_id: "5001",
            name: "Orchard",
            name_raw: "Orchard Ltd",
            website: "https://orchard.example",
            domain: "orchard.example",
            industry: "Software Development",
            employees: "11-50 employees",
            location: null,
            description: null,
            created_at: "2026-01-15T09:30:00.000Z",
            updated_at: "2026-01-15T09:30:00.000Z",
          },
        ],
        next_cursor: null,
      }),
      ...problems("bad_request", ...guardProblems),
    },
  });

export function companyRoutes(deps: ApiDeps, guards: Guards) {
  return createRouter()
    .openapi(add(guards), async (c) => {
      const { good, invalid } = sort(c.req.valid("json").companies);
      const { workspaceId } = c.get("actor");
      const counts = good.length === 0 ? { added: 0, updated: 0 } : await addCompanies(deps.db, workspaceId, good);
      return c.json({ ...counts, invalid }, 200);
    })
    .openapi(list(guards), async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const { workspaceId } = c.get("actor");
      const companies = await listCompanies(deps.db, workspaceId, { before: cursor ?? null, limit: limit + 1 });
      const page = companies.slice(0, limit);
      const next = companies.length > limit ? (page.at(-1)?.id ?? null) : null;
      return c.json({ companies: page, next_cursor: next }, 200);
    });
}

/** Cleaned here: what a client says of a company is not believed. */
function sort(given: readonly unknown[]): { good: PreparedCompany[]; invalid: InvalidLead[] } {
  const good: PreparedCompany[] = [];
  const invalid: InvalidLead[] = [];
  for (const [index, one] of given.entries()) {
    const parsed = companyInputSchema.safeParse(one);
    const company = parsed.success ? prepareCompany(parsed.data) : null;
    if (company !== null) good.push(company);
    else if (parsed.success) invalid.push({ index, reason: "no_name", detail: "The name says no company." });
    else invalid.push({ index, reason: "bad_company", detail: describeIssues(parsed.error) });
  }
  return { good, invalid };
}
