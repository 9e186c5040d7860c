import { z } from "zod";
import { idSchema, milliSchema, timeSchema } from "./common.ts";

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

export const creditsSchema = z.object({
  available_milli: milliSchema,
  held_milli: milliSchema,
  spent_milli: milliSchema,
  granted_milli: milliSchema,
  /** The last 50, newest first. */
  entries: z.array(creditEntrySchema),
});
export type Credits = z.infer<typeof creditsSchema>;
