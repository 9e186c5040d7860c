import { limits } from "#contracts/api/common.ts";
import { exportQuerySchema } from "#contracts/api/jobs.ts";
import {
  type VerificationList,
  verificationListAnswerSchema,
  verificationListCreatedSchema,
  verificationListCreateSchema,
  verificationListsSchema,
  verificationRowsAddedSchema,
  verificationRowsPageSchema,
  verificationRowsQuerySchema,
  verificationRowsSchema,
} from "#contracts/api/verification-lists.ts";
import { AppError } from "#contracts/errors.ts";
import { byteOrderMark, csvLine } from "#core/exports/csv.ts";
import { verdictCells, verdictColumns } from "#core/verification/list-columns.ts";
import {
  addListRows,
  createList,
  deleteList,
  getList,
  pageListRows,
  recentLists,
  startList,
} from "../../_shared/db/verification-lists.ts";
import type { ApiDeps } from "../deps.ts";
import { exampleIds, exampleVerdict } from "../examples.ts";
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
import { csvDisposition, streamOf } from "../stream-csv.ts";

const tags = ["verification"];
const exportPage = 1_000;

const exampleList: VerificationList = {
  id: exampleIds.job,
  name: "Newsletter",
  kind: "email",
  columns: ["Name", "E-mail"],
  value_column: 1,
  region: null,
  status: "running",
  row_count: 500,
  checked_count: 120,
  counts: { deliverable: 80, risky: 20, unknown: 15, undeliverable: 5 },
  created_at: "2026-01-15T09:30:00.000Z",
  started_at: "2026-01-15T09:30:00.000Z",
  finished_at: null,
};

const create = (guards: Guards) =>
  createRoute({
    method: "post",
    path: "/verify/lists",
    tags,
    summary: "Begin a list of addresses or numbers to verify",
    description: "Send its rows, then start it. It is worked off in the background; rows keep all their columns.",
    middleware: guards.once,
    request: {
      headers: idempotencyHeader,
      body: jsonBody(verificationListCreateSchema, {
        name: "Newsletter",
        kind: "email",
        columns: ["Name", "E-mail"],
        value_column: 1,
      }),
    },
    responses: {
      201: jsonAnswer("A draft.", verificationListCreatedSchema, { list_id: exampleIds.job }),
      ...problems("bad_request", "idempotency_mismatch", "idempotency_running", ...guardProblems),
    },
  });

const rows = (guards: Guards) =>
  createRoute({
    method: "post",
    path: "/verify/lists/{id}/rows",
    tags,
    summary: "Add up to 2,000 rows to a list; sending a row twice is harmless",
    middleware: guards.member,
    request: {
      params: idParam("The draft."),
      body: jsonBody(verificationRowsSchema, {
        rows: [{ row_number: 1, cells: ["Ada", "ada.example@orchard.example"] }],
      }),
    },
    responses: {
      200: jsonAnswer("How many were new, and how many the list has.", verificationRowsAddedSchema, {
        added: 1,
        rows: 1,
      }),
      ...problems("bad_request", "not_found", "conflict", "payload_too_large", ...guardProblems),
    },
  });

const start = (guards: Guards) =>
  createRoute({
    method: "post",
    path: "/verify/lists/{id}/start",
    tags,
    summary: "Start a list; repeating it is harmless",
    middleware: guards.member,
    request: { params: idParam("The draft.") },
    responses: {
      200: jsonAnswer("The list.", verificationListAnswerSchema, { list: exampleList }),
      ...problems("not_found", "unprocessable", ...guardProblems),
    },
  });

const recent = (guards: Guards) =>
  createRoute({
    method: "get",
    path: "/verify/lists",
    tags,
    summary: "The latest 50 lists",
    middleware: guards.viewer,
    responses: {
      200: jsonAnswer("Newest first.", verificationListsSchema, { lists: [exampleList] }),
      ...problems(...guardProblems),
    },
  });

const one = (guards: Guards) =>
  createRoute({
    method: "get",
    path: "/verify/lists/{id}",
    tags,
    summary: "A list and how far it is",
    middleware: guards.viewer,
    request: { params: idParam("The list.") },
    responses: {
      200: jsonAnswer("The list.", verificationListAnswerSchema, { list: exampleList }),
      ...problems("not_found", ...guardProblems),
    },
  });

const page = (guards: Guards) =>
  createRoute({
    method: "get",
    path: "/verify/lists/{id}/rows",
    tags,
    summary: "Rows of a list with their verdicts, page by page",
    middleware: guards.viewer,
    request: { params: idParam("The list."), query: verificationRowsQuerySchema },
    responses: {
      200: jsonAnswer("Rows in file order.", verificationRowsPageSchema, {
        rows: [
          {
            row_number: 1,
            cells: ["Ada", "ada.example@orchard.example"],
            value: "ada.example@orchard.example",
            status: "unknown",
            verdict: { ...exampleVerdict, score_lines: [{ points: 50, code: "takes_mail" }] },
          },
        ],
        next_after: null,
      }),
      ...problems("bad_request", "not_found", ...guardProblems),
    },
  });

const csv = (guards: Guards) =>
  createRoute({
    method: "get",
    path: "/verify/lists/{id}/export.csv",
    tags,
    summary: "The list with its verdicts: every input column as it came, then the verdict",
    description: "UTF-8 with byte order mark, CRLF. Cells that a spreadsheet would run as a formula get an apostrophe.",
    middleware: guards.viewer,
    request: { params: idParam("The list."), query: exportQuerySchema },
    responses: {
      200: { description: "The file.", content: { "text/csv": { schema: { type: "string" } } } },
      ...problems("bad_request", "not_found", "conflict", ...guardProblems),
    },
  });

const remove = (guards: Guards) =>
  createRoute({
    method: "delete",
    path: "/verify/lists/{id}",
    tags,
    summary: "Delete a list with its rows, whatever its state",
    middleware: guards.member,
    request: { params: idParam("The list.") },
    responses: { 204: { description: "Gone." }, ...problems("not_found", ...guardProblems) },
  });

export function verificationListRoutes(deps: ApiDeps, guards: Guards) {
  return createRouter()
    .openapi(create(guards), async (c) => {
      const { region = null, ...list } = c.req.valid("json");
      const { workspaceId, userId } = c.get("actor");
      return c.json(await createList(deps.db, { workspaceId, actor: userId, list: { ...list, region } }), 201);
    })
    .openapi(rows(guards), async (c) => {
      const place = { workspaceId: c.get("actor").workspaceId, listId: c.req.valid("param").id };
      return c.json(await addListRows(deps.db, place, c.req.valid("json").rows, limits.rowsPerJob), 200);
    })
    .openapi(start(guards), async (c) => {
      const place = { workspaceId: c.get("actor").workspaceId, listId: c.req.valid("param").id };
      const list = await startList(deps.db, place);
      deps.wakeWorker();
      return c.json({ list: shown(list) }, 200);
    })
    .openapi(recent(guards), async (c) => {
      const lists = await recentLists(deps.db, c.get("actor").workspaceId, 50);
      return c.json({ lists: lists.map(shown) }, 200);
    })
    .openapi(one(guards), async (c) => {
      const place = { workspaceId: c.get("actor").workspaceId, listId: c.req.valid("param").id };
      return c.json({ list: shown(await getList(deps.db, place)) }, 200);
    })
    .openapi(page(guards), async (c) => {
      const { after, limit, status = null } = c.req.valid("query");
      const place = { workspaceId: c.get("actor").workspaceId, listId: c.req.valid("param").id };
      const found = await pageListRows(deps.db, { ...place, after, limit, status });
      const next_after = found.length < limit ? null : (found.at(-1)?.row_number ?? null);
      return c.json({ rows: found, next_after }, 200);
    })
    .openapi(csv(guards), async (c) => {
      const place = { workspaceId: c.get("actor").workspaceId, listId: c.req.valid("param").id };
      const list = await getList(deps.db, place);
      if (list.status === "draft") throw new AppError("conflict", "The list has not been started.");
      const lines = csvPages(deps, place, list, c.req.valid("query").raw === "1");
      const first = await lines.next();
      return new Response(streamOf(first, lines), {
        headers: {
          "content-type": "text/csv; charset=utf-8",
          "content-disposition": csvDisposition(list.name, "verified"),
          "cache-control": "no-store",
        },
      });
    })
    .openapi(remove(guards), async (c) => {
      const { workspaceId, userId } = c.get("actor");
      await deleteList(deps.db, { workspaceId, listId: c.req.valid("param").id, actor: userId });
      return c.body(null, 204);
    });
}

/** What the API shows of a stored list. */
function shown(list: VerificationList): VerificationList {
  const { id, name, kind, columns, value_column, region, status, row_count, checked_count, counts } = list;
  const { created_at, started_at, finished_at } = list;
  return {
    ...{ id, name, kind, columns, value_column, region, status, row_count, checked_count, counts },
    ...{ created_at, started_at, finished_at },
  };
}

/** The file, page by page. Missing cells are empty, so that verdicts stand under their headers; cells too many come last. */
async function* csvPages(
  deps: ApiDeps,
  place: { workspaceId: string; listId: string },
  { kind, columns }: VerificationList,
  raw: boolean,
): AsyncGenerator<string, void, undefined> {
  let text = byteOrderMark + csvLine([...columns, ...verdictColumns(kind)], { raw });
  for (let after = 0; ; ) {
    const found = await pageListRows(deps.db, { ...place, after, limit: exportPage, status: null });
    for (const { cells, status, verdict } of found) {
      const input = columns.map((_, index) => cells[index] ?? "");
      const beyond = cells.slice(columns.length);
      const extra = beyond.some((cell) => cell !== "") ? beyond : [];
      text += csvLine([...input, ...verdictCells(kind, status, verdict), ...extra], { raw });
    }
    yield text;
    text = "";
    const last = found.at(-1);
    if (last === undefined || found.length < exportPage) return;
    after = last.row_number;
  }
}
