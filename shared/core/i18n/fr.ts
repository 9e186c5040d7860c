import type { Formats } from "./formats.ts";
import { accountFrench } from "./fr/account.ts";
import { commonFrench } from "./fr/common.ts";
import { errorsFrench } from "./fr/errors.ts";
import { feedbackFrench } from "./fr/feedback.ts";
import { importsFrench } from "./fr/imports.ts";
import { jobsFrench } from "./fr/jobs.ts";
import { queueFrench } from "./fr/queue.ts";
import { referenceFrench } from "./fr/reference.ts";
import { resultsFrench } from "./fr/results.ts";
import { sessionFrench } from "./fr/session.ts";
import { trailFrench } from "./fr/trail.ts";
import { verificationFrench } from "./fr/verification.ts";
import { verifierFrench } from "./fr/verifier.ts";
import type { Messages } from "./messages.ts";

export const createFrench = (f: Formats): Messages => ({
  common: commonFrench(f),
  session: sessionFrench(f),
  imports: importsFrench(f),
  jobs: jobsFrench(f),
  results: resultsFrench(f),
  feedback: feedbackFrench(f),
  account: accountFrench(f),
  verification: verificationFrench(f),
  verifier: verifierFrench(f),
  queue: queueFrench(f),
  trail: trailFrench(f),
  reference: referenceFrench(),
  errors: errorsFrench(f),
});
