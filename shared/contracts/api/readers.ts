import { z } from "zod";

/** A reader of the browser extension that is turned off. Data alone: it can turn off, and nothing else. */
export const readerSwitchSchema = z.object({
  /** Kind of page and source, as `lead_search:api`; `*:dom` for all pages. */
  reader: z.string().regex(/^(?:\*|[a-z_]{3,30}):(?:api|dom)$/),
  /** The first version that reads well again; null: none so far. */
  below: z
    .string()
    .regex(/^\d{1,5}(?:\.\d{1,5}){0,3}$/)
    .nullable(),
});

/** What the extension asks for from time to time. */
export const readerListSchema = z.object({ off: z.array(readerSwitchSchema).max(100) });
export type ReaderList = z.infer<typeof readerListSchema>;
