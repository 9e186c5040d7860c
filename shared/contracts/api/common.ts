import { z } from "zod";
import { errorCodes } from "../errors.ts";

/** Limits that client and server both know. */
export const limits = {
  /** Largest uploaded file, in bytes. */
  fileBytes: 20 * 1024 * 1024,
  /** Largest JSON body, in bytes. */
  jsonBytes: 10 * 1024 * 1024,
  /** Leads in one `POST /imports/leads`. */
  leadsPerRequest: 5_000,
  /** Rows in one `POST /imports/{id}/rows`. */
  rowsPerRequest: 2_000,
  rowsPerJob: 100_000,
  columns: 1_000,
  /** Characters of one cell. */
  cellLength: 10_000,
  emailsPerVerify: 100,
  phonesPerVerify: 1_000,
  /** With a live look-up, which asks another service for each. */
  phonesPerLookup: 100,
  pageSize: 500,
} as const;

export const idSchema = z.uuid();
/** The place of a row: Postgres's int. */
export const rowCursorSchema = z.coerce.number().int().min(0).max(2_147_483_647);
/** A name that somebody can read: at least one sign that is no blank and no control character. */
export const nameSchema = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .regex(/[^\s\p{C}]/u, "takes at least one visible character");
/** ISO 8601 with an offset, as Postgres writes it. */
export const timeSchema = z.iso.datetime({ offset: true });
export const countSchema = z.int().min(0);
/** Micro-dollars: 1 USD = 1,000,000. */
export const microsSchema = z.int();
/** Thousandths of a credit. */
export const milliSchema = z.int();

/** Every error answer, as `application/problem+json` (RFC 9457). */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum(Object.keys(errorCodes) as [keyof typeof errorCodes, ...(keyof typeof errorCodes)[]]),
    detail: z.string().optional(),
    request_id: z.string().optional(),
  })
  .meta({ id: "Problem" });
