import { exportQuerySchema, type Job } from "#contracts/api/jobs.ts";
import { AppError } from "#contracts/errors.ts";
import { csvHead, csvRow } from "#core/exports/csv.ts";
import { getJob } from "../../_shared/db/jobs.ts";
import { logExport, pageRows } from "../../_shared/db/results.ts";
import type { ApiDeps } from "../deps.ts";
import { createRoute, createRouter, type Guards, guardProblems, idParam, problems } from "../http.ts";
import { csvDisposition, streamOf } from "../stream-csv.ts";

const pageSize = 1_000;

const csv = (guards: Guards) =>
  createRoute({
    method: "get",
    path: "/jobs/{id}/export.csv",
    tags: ["exports"],
    summary: "The list with its results: every input row, in order",
    description: "UTF-8 with byte order mark, CRLF. Cells that a spreadsheet would run as a formula get an apostrophe.",
    middleware: guards.viewer,
    request: { params: idParam("The job."), query: exportQuerySchema },
    responses: {
      200: { description: "The file.", content: { "text/csv": { schema: { type: "string" } } } },
      ...problems("bad_request", "not_found", "conflict", ...guardProblems),
    },
  });

export function exportRoutes(deps: ApiDeps, guards: Guards) {
  return createRouter().openapi(csv(guards), async (c) => {
    const actor = c.get("actor");
    const place = { workspaceId: actor.workspaceId, jobId: c.req.valid("param").id };
    const job = await getJob(deps.db, place);
    if (job.status === "draft") throw new AppError("conflict", "The job has not been started.");
    const raw = c.req.valid("query").raw === "1";
    const lines = csvChunks(deps, job, raw, (rows) =>
      logExport(deps.db, { ...place, actor: actor.userId, format: "csv", rows }),
    );
    // The first page is read before the answer begins, so that a fault there is still an honest error.
    const first = await lines.next();
    return new Response(streamOf(first, lines), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": csvDisposition(job.name, "enriched"),
        "cache-control": "no-store",
      },
    });
  });
}

/** The file, page by page. The log entry is written before the first byte leaves. */
async function* csvChunks(
  deps: ApiDeps,
  job: Job,
  raw: boolean,
  log: (rows: number) => Promise<unknown>,
): AsyncGenerator<string, void, undefined> {
  let text = csvHead(job.columns, { raw });
  let after = 0;
  let logged = false;
  for (;;) {
    const rows = await pageRows(deps.db, { workspaceId: job.workspace_id, jobId: job.id, after, limit: pageSize });
    for (const row of rows) text += csvRow(row, job.columns.length, { raw });
    if (!logged) await log(job.row_count);
    logged = true;
    yield text;
    text = "";
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageSize) return;
    after = last.row_number;
  }
}
