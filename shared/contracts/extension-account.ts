import { z } from "zod";
import { locales } from "../core/i18n/formats.ts";
import { wantSchema } from "./api/jobs.ts";

const toWorker = { to: z.literal("worker") };

/** What the panel asks of the worker about the account, the settings, results and lists. */
export const accountRequestSchemas = [
  z.object({ ...toWorker, type: z.literal("google") }),
  z.object({ ...toWorker, type: z.literal("connect"), code: z.string().max(60) }),
  z.object({
    ...toWorker,
    type: z.literal("choose"),
    want: wantSchema.optional(),
    /** Null: the user's own workspace. */
    workspace: z.uuid().nullable().optional(),
    locale: z.enum(locales).optional(),
  }),
  /** Everything that the extension keeps in this browser, what waits to be sent too. */
  z.object({ ...toWorker, type: z.literal("erase") }),
  /** A contact by its place in a run. */
  z.object({ ...toWorker, type: z.literal("contact"), job: z.uuid(), row: z.int().min(1) }),
  /** The person whose page a tab shows, when the workspace has them already. */
  z.object({ ...toWorker, type: z.literal("owned"), tab: z.int() }),
  z.object({ ...toWorker, type: z.literal("export_csv"), job: z.uuid() }),
  z.object({ ...toWorker, type: z.literal("lists") }),
  z.object({ ...toWorker, type: z.literal("list_create"), name: z.string().min(1).max(100) }),
  z.object({ ...toWorker, type: z.literal("list_add"), list: z.uuid(), contacts: z.array(z.uuid()).min(1).max(1_000) }),
  /** Everybody of a run for whom something was found. */
  z.object({ ...toWorker, type: z.literal("list_run"), list: z.uuid(), job: z.uuid() }),
  /** Whether HubSpot is connected. */
  z.object({ ...toWorker, type: z.literal("hubspot") }),
  /** One step of sending a run to HubSpot; `run` of the step before, null for the first. */
  z.object({ ...toWorker, type: z.literal("push"), job: z.uuid(), run: z.string().max(60).nullable() }),
] as const;
export type AccountRequest = z.infer<(typeof accountRequestSchemas)[number]>;

export interface RunFile {
  name: string;
  text: string;
}
