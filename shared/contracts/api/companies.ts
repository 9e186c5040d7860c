import { z } from "zod";
import { countSchema, limits, timeSchema } from "./common.ts";
import { invalidLeadSchema } from "./imports.ts";

const text = (most: number) => z.string().max(most).nullable().optional();

/** One company. Known by its LinkedIn number, else by its cleaned name. */
export const companyInputSchema = z.object({
  name: z.string().trim().min(1).max(500),
  /** LinkedIn's number of the company. */
  linkedin_id: z
    .string()
    .regex(/^\d{1,15}$/)
    .nullable()
    .optional(),
  website: text(500),
  domain: text(253),
  industry: text(200),
  employees: text(60),
  location: text(300),
  description: text(4_000),
});
export type CompanyInput = z.infer<typeof companyInputSchema>;

/** Companies are checked one by one: a bad one is reported by its index, the others go on. */
export const companiesInputSchema = z.object({
  companies: z
    .array(z.union([companyInputSchema, z.unknown()]))
    .min(1)
    .max(100),
});
export const companiesAcceptedSchema = z.object({
  added: countSchema,
  /** Were there already; what is new about them was filled in. */
  updated: countSchema,
  invalid: z.array(invalidLeadSchema),
});
export type CompaniesAccepted = z.infer<typeof companiesAcceptedSchema>;

export const companySchema = z.object({
  id: z.int(),
  linkedin_id: z.string().nullable(),
  name: z.string(),
  name_raw: z.string(),
  website: z.string().nullable(),
  domain: z.string().nullable(),
  industry: z.string().nullable(),
  employees: z.string().nullable(),
  location: z.string().nullable(),
  description: z.string().nullable(),
  created_at: timeSchema,
  updated_at: timeSchema,
});
export const companyListQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(limits.pageSize).default(100),
  /** `next_cursor` of the page before. */
  cursor: z.coerce.number().int().min(1).optional(),
});
export const companyListSchema = z.object({ companies: z.array(companySchema), next_cursor: z.int().nullable() });
export type CompanyList = z.infer<typeof companyListSchema>;
