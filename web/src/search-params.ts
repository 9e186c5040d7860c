import { z } from "zod";

/** What of a screen lives in its address. A mistyped value falls back to the default instead of breaking the page. */
const textParam = z
  .union([z.string(), z.number(), z.boolean()])
  .transform((value) => String(value).slice(0, 200))
  .optional()
  .catch(undefined);

export const contactFilters = ["found", "partial", "not_found", "open", "failed", "suppressed", "duplicate"] as const;
export type ContactFilter = (typeof contactFilters)[number];

export const jobSearchSchema = z.object({
  tab: z.enum(["sources", "rows"]).optional().catch(undefined),
  show: z.enum(contactFilters).optional().catch(undefined),
  q: textParam,
  /** Only who is on this list. */
  list: z.uuid().optional().catch(undefined),
  /** The contact whose trail is open. */
  contact: z.uuid().optional().catch(undefined),
});

export const reviewSearchSchema = z.object({
  show: z.enum(["problems", "duplicates"]).optional().catch(undefined),
});

export const signInSearchSchema = z.object({
  /** Where to go after signing in. */
  next: textParam,
});
