import type { Formats } from "#core/i18n/formats.ts";
import { captureFrench } from "#core/i18n/fr/capture.ts";
import { commonFrench } from "#core/i18n/fr/common.ts";
import { extensionFrench } from "#core/i18n/fr/extension.ts";
import { extensionAccountFrench } from "#core/i18n/fr/extension-account.ts";
import { jobsFrench } from "#core/i18n/fr/jobs.ts";
import { resultsFrench } from "#core/i18n/fr/results.ts";
import { sessionFrench } from "#core/i18n/fr/session.ts";
import type { PanelMessages } from "./english.ts";

export const createFrench = (f: Formats): PanelMessages => ({
  common: commonFrench(f),
  session: sessionFrench(f),
  jobs: jobsFrench(f),
  results: resultsFrench(f),
  panel: extensionFrench(f),
  account: extensionAccountFrench(f),
  capture: captureFrench(f),
});
