import { captureEnglish } from "#core/i18n/en/capture.ts";
import { commonEnglish } from "#core/i18n/en/common.ts";
import { extensionEnglish } from "#core/i18n/en/extension.ts";
import { extensionAccountEnglish } from "#core/i18n/en/extension-account.ts";
import { jobsEnglish } from "#core/i18n/en/jobs.ts";
import { resultsEnglish } from "#core/i18n/en/results.ts";
import { sessionEnglish } from "#core/i18n/en/session.ts";
import type { Formats } from "#core/i18n/formats.ts";

/** Every text of the panel; other languages have the same shape. */
export const createEnglish = (f: Formats) => ({
  common: commonEnglish(f),
  session: sessionEnglish(f),
  jobs: jobsEnglish(f),
  results: resultsEnglish(f),
  panel: extensionEnglish(f),
  account: extensionAccountEnglish(f),
  capture: captureEnglish(f),
});
export type PanelMessages = ReturnType<typeof createEnglish>;
