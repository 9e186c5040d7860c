import { browser } from "wxt/browser";
import { z } from "zod";
import { wantSchema } from "#contracts/api/jobs.ts";
import { locales } from "#core/i18n/formats.ts";

/** What the user chose in the settings; the theme is the panel's own affair. */
const choicesSchema = z.object({
  want: wantSchema.catch("email"),
  /** Null: the user's own workspace. */
  workspace: z.uuid().nullable().catch(null),
  /** Null: the browser's. */
  locale: z.enum(locales).nullable().catch(null),
});
export type Choices = z.infer<typeof choicesSchema>;

const storageKey = "choices";

export async function readChoices(): Promise<Choices> {
  const kept: unknown = (await browser.storage.local.get(storageKey))[storageKey];
  return choicesSchema.parse(typeof kept === "object" && kept !== null ? kept : {});
}

export async function writeChoices(change: Partial<Choices>): Promise<Choices> {
  const choices = { ...(await readChoices()), ...change };
  await browser.storage.local.set({ [storageKey]: choices });
  return choices;
}
