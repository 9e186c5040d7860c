import { z } from "zod";
import { idSchema, limits, milliSchema, timeSchema } from "./common.ts";

export const creditEntrySchema = z.object({
  id: z.int(),
  kind: z.enum(["grant", "hold", "capture", "release", "refund"]),
  /** Change of what can be spent or is held, in thousandths of a credit. */
  amount_milli: milliSchema,
  account: z.enum(["granted", "available", "held", "spent"]),
  balance_after_milli: milliSchema,
  note: z.string().nullable(),
  job_id: idSchema.nullable(),
  contact_id: idSchema.nullable(),
  created_at: timeSchema,
});

export const creditsQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(limits.pageSize).default(50),
  /** `next_cursor` of the page before. */
  cursor: z.coerce.number().int().min(1).optional(),
});

export const creditsSchema = z.object({
  available_milli: milliSchema,
  held_milli: milliSchema,
  spent_milli: milliSchema,
  granted_milli: milliSchema,
  /** Newest first. */
  entries: z.array(creditEntrySchema),
  /** Of the next, older page; null: this was the last. */
  next_cursor: z.int().nullable(),
});
export type Credits = z.infer<typeof creditsSchema>;
