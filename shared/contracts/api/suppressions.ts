import { z } from "zod";
import { countSchema, timeSchema } from "./common.ts";

const word = z.string().trim().min(1).max(1_000);

/** At least one of the fields. */
export const suppressionInputSchema = z
  .object({
    email: word.optional(),
    linkedin_url: word.optional(),
    /** Keys as listed by `GET /suppressions`. */
    keys: z
      .array(word.regex(/^(nc|nd|li|em):/, "a key starts with nc:, nd:, li: or em:"))
      .min(1)
      .max(1_000)
      .optional(),
  })
  .refine((input) => Object.values(input).some((value) => value !== undefined), {
    message: "give email, linkedin_url or keys",
  });
export type SuppressionInput = z.infer<typeof suppressionInputSchema>;

export const suppressionSchema = z.object({
  id: z.int(),
  key: z.string(),
  reason: z.string(),
  source: z.string(),
  created_at: timeSchema,
});
export const suppressionListSchema = z.object({ suppressions: z.array(suppressionSchema) });
export type SuppressionList = z.infer<typeof suppressionListSchema>;
export const suppressionAddedSchema = z.object({ added: countSchema });
export const suppressionRemovedSchema = z.object({ removed: countSchema });
