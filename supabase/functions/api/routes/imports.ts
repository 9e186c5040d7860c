import { limits } from "#contracts/api/common.ts";
import {
  importCreatedSchema,
  importCreateSchema,
  importRowsAnswerSchema,
  importRowsSchema,
  importStartSchema,
  importSummarySchema,
} from "#contracts/api/imports.ts";
import { jobAnswerSchema } from "#contracts/api/jobs.ts";
import { AppError } from "#contracts/errors.ts";
import { progressOf } from "#core/jobs/progress.ts";
import { addRows, createImport, discardImport, startImport, summarizeImport } from "../../_shared/db/imports.ts";
import { getJob } from "../../_shared/db/jobs.ts";
import { chooseOptions } from "../choose-options.ts";
import type { ApiDeps } from "../deps.ts";
import { estimateJob } from "../estimate-job.ts";
import { exampleEstimate, exampleIds, exampleJob, exampleProgress } from "../examples.ts";
import {
  createRoute,
  createRouter,
  type Guards,
  guardProblems,
  idempotencyHeader,
  idParam,
  jsonAnswer,
  jsonBody,
  problems,
} from "../http.ts";
import { checkMapping, prepareRows } from "../prepare-rows.ts";

const tags = ["imports"];

const create = (guards: Guards) =>
  createRoute({
    method: "post",
    path: "/imports",
    tags,
    summary: "Begin an import whose columns are already matched",
    middleware: guards.once,
    request: {
      headers: idempotencyHeader,
      body: jsonBody(importCreateSchema, {
        name: "Example list",
        source: "csv",
        columns: ["First name", "Last name", "Company"],
        mapping: { first_name: 0, last_name: 1, company: 2 },
        options: { want: "email", threshold: 90 },
      }),
    },
    responses: {
      201: jsonAnswer("A draft. Send its rows, then start it.", importCreatedSchema, { job_id: exampleIds.job }),
      ...problems("bad_request", "unprocessable", "no_name_column", ...guardProblems),
    },
  });

const rows = (guards: Guards) =>
  createRoute({
    method: "post",
    path: "/imports/{id}/rows",
    tags,
    summary: "Add up to 2,000 rows to a draft; sending a row twice is harmless",
    middleware: guards.member,
    request: {
      params: idParam("The draft."),
      body: jsonBody(importRowsSchema, { rows: [{ row_number: 1, cells: ["Ada", "Example", "Orchard"] }] }),
    },
    responses: {
      200: jsonAnswer("What became of these rows.", importRowsAnswerSchema, { added: 1, invalid: 0, duplicates: 0 }),
      ...problems("bad_request", "not_found", "conflict", "payload_too_large", ...guardProblems),
    },
  });

const summary = (guards: Guards) =>
  createRoute({
    method: "get",
    path: "/imports/{id}",
    tags,
    summary: "What an import holds and what it may cost",
    middleware: guards.viewer,
    request: { params: idParam("The import.") },
    responses: {
      200: jsonAnswer("Counts, the first bad rows and duplicates, the estimate.", importSummarySchema, {
        job: exampleJob,
        rows: 500,
        contacts: 480,
        invalid: 8,
        duplicates_in_file: 10,
        duplicates_known: 2,
        issues: [{ row_number: 7, reason: "no_identity", detail: "The row names nobody.", cells: ["", "", "Orchard"] }],
        again: { email: 0, phone: 2, both: 0 },
        duplicates: [{ row_number: 12, duplicate_of_row: 1, name: "Ada Example", missing: [] }],
        estimate: exampleEstimate,
      }),
      ...problems("not_found", ...guardProblems),
    },
  });

const start = (guards: Guards) =>
  createRoute({
    method: "post",
    path: "/imports/{id}/start",
    tags,
    summary: "Start a draft",
    middleware: guards.once,
    request: {
      params: idParam("The draft."),
      headers: idempotencyHeader,
      body: { ...jsonBody(importStartSchema, { options: { threshold: 85 } }), required: false },
    },
    responses: {
      200: jsonAnswer("The job.", jobAnswerSchema, { job: exampleJob, progress: exampleProgress }),
      ...problems("bad_request", "not_found", "conflict", "unprocessable", ...guardProblems),
    },
  });

const discard = (guards: Guards) =>
  createRoute({
    method: "delete",
    path: "/imports/{id}",
    tags,
    summary: "Throw a draft away",
    middleware: guards.member,
    request: { params: idParam("The draft.") },
    responses: { 204: { description: "Gone." }, ...problems("not_found", "conflict", ...guardProblems) },
  });

export function importRoutes(deps: ApiDeps, guards: Guards) {
  return createRouter()
    .openapi(create(guards), async (c) => {
      const { name, source, columns, mapping, options } = c.req.valid("json");
      checkMapping(mapping, columns.length);
      const actor = c.get("actor");
      const created = await createImport(deps.db, {
        workspaceId: actor.workspaceId,
        actor: actor.userId,
        import: { name, source, columns, mapping, options: chooseOptions(deps, options ?? {}) },
      });
      return c.json(created, 201);
    })
    .openapi(rows(guards), async (c) => {
      const place = { workspaceId: c.get("actor").workspaceId, jobId: c.req.valid("param").id };
      const job = await getJob(deps.db, place);
      if (job.status !== "draft") throw new AppError("conflict", `The job is ${job.status}.`);
      const sent = c.req.valid("json").rows;
      if (job.row_count + sent.length > limits.rowsPerJob) {
        throw new AppError("payload_too_large", `One import takes ${limits.rowsPerJob.toLocaleString("en")} rows.`);
      }
      return c.json(await addRows(deps.db, place, prepareRows(job.mapping, sent)), 200);
    })
    .openapi(summary(guards), async (c) => {
      const place = { workspaceId: c.get("actor").workspaceId, jobId: c.req.valid("param").id };
      const found = await summarizeImport(deps.db, place);
      return c.json({ ...found, estimate: estimateJob(found, found.job.options) }, 200);
    })
    .openapi(start(guards), async (c) => {
      const actor = c.get("actor");
      const place = { workspaceId: actor.workspaceId, jobId: c.req.valid("param").id };
      const chosen = c.req.valid("json").options;
      let options = null;
      if (chosen !== undefined) {
        const draft = await getJob(deps.db, place);
        options = chooseOptions(deps, chosen, draft.options);
      }
      const job = await startImport(deps.db, { ...place, actor: actor.userId, options });
      deps.wakeWorker();
      return c.json({ job, progress: progressOf(job, deps.now()) }, 200);
    })
    .openapi(discard(guards), async (c) => {
      const actor = c.get("actor");
      const place = { workspaceId: actor.workspaceId, jobId: c.req.valid("param").id };
      await discardImport(deps.db, { ...place, actor: actor.userId });
      return c.body(null, 204);
    });
}
