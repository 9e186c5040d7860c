import { z } from "zod";
import { listKinds, listStatuses, rowStatuses } from "../../core/verification/list-words.ts";
import { countSchema, idSchema, limits, nameSchema, rowCursorSchema, timeSchema } from "./common.ts";
import { emailVerdictSchema, phoneResultSchema } from "./verify.ts";

const cellSchema = z.string().max(limits.cellLength);

export const verificationListCreateSchema = z
  .object({
    name: nameSchema(200),
    kind: z.enum(listKinds),
    columns: z.array(cellSchema).min(1).max(limits.columns),
    /** Index of the column that holds the address or number. */
    value_column: z.int().min(0),
    /** The country of numbers without a country code. */
    region: z
      .string()
      .regex(/^[A-Z]{2}$/, "two capital letters, as in FR")
      .optional(),
  })
  .refine(({ columns, value_column }) => value_column < columns.length, {
    path: ["value_column"],
    message: "there is no such column",
  });

export const verificationListCreatedSchema = z.object({ list_id: idSchema });

export const verificationRowsSchema = z.object({
  rows: z
    .array(
      z.object({ row_number: z.int().min(1).max(limits.rowsPerJob), cells: z.array(cellSchema).max(limits.columns) }),
    )
    .min(1)
    .max(limits.rowsPerRequest),
});
export const verificationRowsAddedSchema = z.object({ added: countSchema, rows: countSchema });

export const verificationListSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    kind: z.enum(listKinds),
    columns: z.array(z.string()),
    value_column: countSchema,
    region: z.string().nullable(),
    status: z.enum(listStatuses),
    row_count: countSchema,
    checked_count: countSchema,
    /** Rows by the word they came out as. */
    counts: z.partialRecord(z.enum(rowStatuses), countSchema),
    created_at: timeSchema,
    started_at: timeSchema.nullable(),
    finished_at: timeSchema.nullable(),
  })
  .meta({ id: "VerificationList" });
export type VerificationList = z.infer<typeof verificationListSchema>;

export const verificationListAnswerSchema = z.object({ list: verificationListSchema });
export const verificationListsSchema = z.object({ lists: z.array(verificationListSchema) });

const codedLines = z.array(z.object({ points: z.number(), code: z.string() }));

export const verificationRowSchema = z.object({
  row_number: countSchema,
  cells: z.array(z.string()),
  value: z.string(),
  /** Null while it waits. */
  status: z.enum(rowStatuses).nullable(),
  verdict: z
    .union([
      emailVerdictSchema.extend({ score_lines: codedLines }),
      phoneResultSchema.extend({ score_lines: codedLines }),
    ])
    .nullable(),
});
export type VerificationRow = z.infer<typeof verificationRowSchema>;

export const verificationRowsQuerySchema = z.object({
  /** Rows behind this row number. */
  after: rowCursorSchema.default(0),
  limit: z.coerce.number().int().min(1).max(limits.pageSize).default(100),
  status: z.enum(rowStatuses).optional(),
});
export const verificationRowsPageSchema = z.object({
  rows: z.array(verificationRowSchema),
  /** `after` of the next page; null at the end. */
  next_after: countSchema.nullable(),
});
