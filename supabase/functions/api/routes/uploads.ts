import type { Context } from "hono";
import { limits } from "#contracts/api/common.ts";
import { fileAcceptedSchema } from "#contracts/api/imports.ts";
import { type JobOptionsInput, jobOptionsInputSchema } from "#contracts/api/jobs.ts";
import { AppError } from "#contracts/errors.ts";
import { matchColumns } from "#core/imports/columns/match-columns.ts";
import { prepareRows } from "#core/imports/prepare-rows.ts";
import { readTable } from "#files/read-table.ts";
import { readForm } from "../../_shared/http/idempotency.ts";
import { chooseOptions } from "../choose-options.ts";
import type { ApiDeps } from "../deps.ts";
import { exampleIds } from "../examples.ts";
import {
  createRoute,
  createRouter,
  describeIssues,
  type Guards,
  guardProblems,
  idempotencyHeader,
  jsonAnswer,
  problems,
} from "../http.ts";
import { importTable } from "../import-table.ts";
import { checkMapping } from "../prepare-rows.ts";

const binary = { schema: { type: "string", format: "binary" } } as const;
const xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

const create = (guards: Guards) =>
  createRoute({
    method: "post",
    path: "/imports/file",
    tags: ["imports"],
    summary: "Send a CSV, TSV or Excel file of up to 20 MB and 100,000 rows",
    description:
      "As a form with the field `file`, or as the bare file with its own content-type. `name`, `options` (JSON) and `start` (`false` leaves a draft) are further fields of the form, or query parameters.",
    middleware: guards.once,
    request: {
      headers: idempotencyHeader,
      body: {
        required: true,
        content: {
          "multipart/form-data": {
            schema: {
              type: "object",
              required: ["file"],
              properties: {
                file: { type: "string", format: "binary" },
                name: { type: "string" },
                options: { type: "string", description: "Job options as JSON." },
                start: { type: "string", enum: ["true", "false"] },
              },
            },
          },
          "text/csv": binary,
          [xlsx]: binary,
        },
      },
    },
    responses: {
      202: jsonAnswer("Taken in. Rows that cannot be used are listed by their number.", fileAcceptedSchema, {
        job_id: exampleIds.job,
        accepted: 1,
        duplicates: 0,
        invalid: [],
        invalid_count: 0,
        columns: ["First name", "Last name", "Company"],
        mapping: { first_name: 0, last_name: 1, company: 2 },
      }),
      ...problems(
        "bad_request",
        "payload_too_large",
        "unsupported_file",
        "unprocessable",
        "no_name_column",
        "idempotency_mismatch",
        "idempotency_running",
        ...guardProblems,
      ),
    },
  });

export function uploadRoutes(deps: ApiDeps, guards: Guards) {
  return createRouter().openapi(create(guards), async (c) => {
    const upload = await readUpload(c);
    const options = chooseOptions(deps, upload.options);
    const table = readTable(upload.bytes, {
      fileBytes: limits.fileBytes,
      rows: limits.rowsPerJob,
      columns: limits.columns,
    });
    if (!table.ok) throw new AppError(table.code, table.detail);
    const { headers, rows } = table;
    const { mapping } = matchColumns(headers, rows);
    checkMapping(mapping, headers.length);
    const outcome = await importTable(deps, c.get("actor"), {
      name: upload.name ?? upload.fileName ?? "File",
      source: table.format,
      columns: headers,
      mapping,
      options,
      rows: prepareRows(rows, mapping),
      start: upload.start,
    });
    return c.json({ ...outcome, columns: headers, mapping }, 202);
  });
}

interface Upload {
  bytes: Uint8Array;
  fileName: string | null;
  name: string | null;
  options: JobOptionsInput;
  start: boolean;
}

async function readUpload(c: Context): Promise<Upload> {
  const type = c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (type !== "multipart/form-data") {
    const bytes = new Uint8Array(await c.req.arrayBuffer());
    return { bytes, fileName: null, ...readFields({ ...c.req.query() }) };
  }
  const { file, ...fields } = await readForm(c);
  if (!(file instanceof File)) throw new AppError("bad_request", "The form has no field file with a file in it.");
  // A file beyond the limit comes in a form that is a little larger than the limit: measured again without the form.
  if (file.size > limits.fileBytes) throw new AppError("payload_too_large", "The limit is 20 MB.");
  const fileName = file.name.trim().slice(0, 200);
  return {
    bytes: new Uint8Array(await file.arrayBuffer()),
    fileName: fileName === "" ? null : fileName,
    ...readFields(fields),
  };
}

function readFields(fields: Record<string, string | File>): Pick<Upload, "name" | "options" | "start"> {
  const text = (name: string) => {
    const value = fields[name];
    return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
  };
  const start = text("start") ?? "true";
  if (start !== "true" && start !== "false") throw new AppError("bad_request", "start: true or false");
  return { name: text("name")?.slice(0, 200) ?? null, options: readOptions(text("options")), start: start === "true" };
}

function readOptions(text: string | null): JobOptionsInput {
  if (text === null) return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new AppError("bad_request", "options: no JSON");
  }
  const parsed = jobOptionsInputSchema.safeParse(value);
  if (!parsed.success) throw new AppError("bad_request", `options: ${describeIssues(parsed.error)}`);
  return parsed.data;
}
