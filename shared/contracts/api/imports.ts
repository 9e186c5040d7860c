import { z } from "zod";
import { importFields } from "../../core/imports/fields.ts";
import { contactResults } from "../../core/jobs/words.ts";
import { countSchema, idSchema, limits, microsSchema, milliSchema, nameSchema } from "./common.ts";
import { jobOptionsInputSchema, jobSchema, jobSources } from "./jobs.ts";

/** Field → index of the column that holds it, from 0. */
export const mappingSchema = z.partialRecord(
  z.enum(importFields),
  z
    .int()
    .min(0)
    .max(limits.columns - 1),
);

const cellSchema = z.string().max(limits.cellLength);
const columnsSchema = z.array(cellSchema).min(1).max(limits.columns);

export const importCreateSchema = z.object({
  name: nameSchema(200),
  source: z.enum(jobSources).default("csv"),
  /** The headers of the file, in order. */
  columns: columnsSchema,
  mapping: mappingSchema,
  options: jobOptionsInputSchema.optional(),
});
export type ImportCreate = z.input<typeof importCreateSchema>;
export const importCreatedSchema = z.object({ job_id: idSchema });

export const importRowsSchema = z.object({
  rows: z
    .array(
      z.object({
        /** 1 for the first row after the header. */
        row_number: z.int().min(1).max(10_000_000),
        /** The original cells, in the order of `columns`. */
        cells: z.array(cellSchema).max(limits.columns),
      }),
    )
    .min(1)
    .max(limits.rowsPerRequest),
});
export type ImportRows = z.infer<typeof importRowsSchema>;
export const importRowsAnswerSchema = z.object({ added: countSchema, invalid: countSchema, duplicates: countSchema });

export const estimateSchema = z.object({
  contacts: countSchema,
  max_cost_micros: microsSchema,
  max_credits_milli: milliSchema,
  likely_cost_micros: microsSchema,
  likely_credits_milli: milliSchema,
  /** About how long the job takes. */
  seconds: countSchema,
});
export type Estimate = z.infer<typeof estimateSchema>;

export const importSummarySchema = z.object({
  job: jobSchema,
  rows: countSchema,
  contacts: countSchema,
  invalid: countSchema,
  duplicates_in_file: countSchema,
  /** Rows that repeat a person whom the workspace already has. */
  duplicates_known: countSchema,
  /**
   * Of those, how many people are asked for again if what they lack is wanted: it was never answered, or its answer was
   * reported as wrong. `both` lack e-mail and phone.
   */
  again: z.object({ email: countSchema, phone: countSchema, both: countSchema }),
  /** The first 200. */
  issues: z.array(
    z.object({ row_number: z.int(), reason: z.string(), detail: z.string().nullable(), cells: z.array(z.string()) }),
  ),
  /** The first 200. */
  duplicates: z.array(
    z.object({
      row_number: z.int(),
      duplicate_of_row: z.int().nullable(),
      name: z.string().nullable(),
      /** What this person would be asked for again, if it is wanted. */
      missing: z.array(z.enum(["email", "phone"])),
    }),
  ),
  estimate: estimateSchema,
});
export type ImportSummary = z.infer<typeof importSummarySchema>;

export const importStartSchema = z.object({ options: jobOptionsInputSchema.optional() });
export type ImportStart = z.infer<typeof importStartSchema>;

const fieldSchema = z.string().max(limits.cellLength).nullable().optional();

/** One person. Fields besides these are kept as extra columns of the export; numbers and booleans become text. */
export const leadSchema = z
  .object({
    first_name: fieldSchema,
    last_name: fieldSchema,
    full_name: fieldSchema,
    /** Same as `full_name`. */
    name: fieldSchema,
    company: fieldSchema,
    domain: fieldSchema,
    website: fieldSchema,
    position: fieldSchema,
    /** Same as `position`. */
    title: fieldSchema,
    location: fieldSchema,
    linkedin_url: fieldSchema,
    /** LinkedIn's number of the company: fills the domain from the workspace's companies. */
    company_linkedin_id: fieldSchema,
    email: fieldSchema,
    phone: fieldSchema,
  })
  .catchall(z.union([z.string().max(limits.cellLength), z.number(), z.boolean(), z.null()]));
export type Lead = z.input<typeof leadSchema>;

/** `leads` is checked one by one by the server: a bad lead is reported by its index, the others go on. */
export const leadsImportSchema = z.object({
  leads: z
    .array(z.union([leadSchema, z.unknown()]))
    .min(1)
    .max(limits.leadsPerRequest),
  name: nameSchema(200).optional(),
  options: jobOptionsInputSchema.optional(),
  /** False leaves the job as a draft. */
  start: z.boolean().default(true),
  /** Where the leads come from; "extension" for those the browser captured. */
  source: z.enum(["api", "extension"]).default("api"),
});
export type LeadsImport = z.input<typeof leadsImportSchema>;

export const invalidLeadSchema = z.object({
  /** Position in `leads`, from 0; for files the row number after the header, from 1. */
  index: z.int(),
  reason: z.string(),
  detail: z.string().nullable(),
});

export type InvalidLead = z.infer<typeof invalidLeadSchema>;

export const leadsAcceptedSchema = z.object({
  job_id: idSchema,
  accepted: countSchema,
  duplicates: countSchema,
  /** The first 1,000. */
  invalid: z.array(invalidLeadSchema),
  invalid_count: countSchema,
});
export type LeadsAccepted = z.infer<typeof leadsAcceptedSchema>;

/** People to be looked for among those that the workspace has; no more than LinkedIn shows on a few pages. */
export const leadsKnownInputSchema = z.object({
  leads: z
    .array(z.union([leadSchema, z.unknown()]))
    .min(1)
    .max(200),
});
export const leadsKnownSchema = z.object({
  /** Those that are known, by their position in `leads`. */
  known: z.array(z.object({ index: z.int(), contact_id: idSchema, result: z.enum(contactResults).nullable() })),
});
export type LeadsKnown = z.infer<typeof leadsKnownSchema>;

export const fileAcceptedSchema = leadsAcceptedSchema.extend({
  columns: z.array(z.string()),
  mapping: mappingSchema,
});
export type FileAccepted = z.infer<typeof fileAcceptedSchema>;
