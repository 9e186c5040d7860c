import { z } from "zod";
import { microsSchema } from "./common.ts";

export const workspaceBudgetSchema = z
  .object({
    /** What all jobs together may spend at providers in a day (UTC), in micro-dollars; null: no limit. */
    max_daily_cost_micros: microsSchema.nullable(),
    /** What they have spent since midnight (UTC). */
    spent_today_micros: microsSchema,
  })
  .meta({ id: "WorkspaceBudget" });
export type WorkspaceBudget = z.infer<typeof workspaceBudgetSchema>;

export const workspaceBudgetInputSchema = z.strictObject({
  /** Micro-dollars; null takes the limit away. */
  max_daily_cost_micros: z.int().min(1).nullable(),
});
