import { accountEnglish } from "./en/account.ts";
import { commonEnglish } from "./en/common.ts";
import { errorsEnglish } from "./en/errors.ts";
import { feedbackEnglish } from "./en/feedback.ts";
import { importsEnglish } from "./en/imports.ts";
import { jobsEnglish } from "./en/jobs.ts";
import { queueEnglish } from "./en/queue.ts";
import { referenceEnglish } from "./en/reference.ts";
import { resultsEnglish } from "./en/results.ts";
import { sessionEnglish } from "./en/session.ts";
import { trailEnglish } from "./en/trail.ts";
import { verificationEnglish } from "./en/verification.ts";
import { verifierEnglish } from "./en/verifier.ts";
import type { Formats } from "./formats.ts";

export const createEnglish = (f: Formats) => ({
  common: commonEnglish(f),
  session: sessionEnglish(f),
  imports: importsEnglish(f),
  jobs: jobsEnglish(f),
  results: resultsEnglish(f),
  feedback: feedbackEnglish(f),
  account: accountEnglish(f),
  verification: verificationEnglish(f),
  verifier: verifierEnglish(f),
  queue: queueEnglish(f),
  trail: trailEnglish(f),
  reference: referenceEnglish(),
  errors: errorsEnglish(f),
});
