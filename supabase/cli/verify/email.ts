import type { EmailVerdict } from "#core/verification/email-verdict.ts";
import { createEmailVerifier } from "#functions/_shared/verification/verify-email.ts";
import { isListedDisposable } from "#local/verifier/listed-disposable.ts";
import { proberFromSettings } from "#local/verifier/prober-from-settings.ts";
import { openResolver } from "../lib/open-resolver.ts";
import { parseEmailOptions } from "./email-options.ts";
import type { LineCommand } from "./line-command.ts";

const skipped = { syntax: "skipped", domain: "skipped", mx: "skipped", smtp: "skipped" } as const;
const noFlags = {
  disposable: false,
  role: false,
  free: false,
  catch_all: false,
  alias: false,
  full: false,
  disabled: false,
  smtputf8: false,
  implicit_mx: false,
};

/** The promised fields in the promised order, and nothing else. */
const written = (verdict: EmailVerdict): EmailVerdict => ({
  email: verdict.email,
  status: verdict.status,
  reason: verdict.reason,
  score: verdict.score,
  level: verdict.level,
  checks: verdict.checks,
  flags: verdict.flags,
  provider: verdict.provider,
  suggestion: verdict.suggestion,
  retry_after: verdict.retry_after,
  normalized: verdict.normalized,
});

export function openLineCommand(argv: readonly string[]): LineCommand {
  const options = parseEmailOptions(argv);
  const verifier = createEmailVerifier({
    resolver: openResolver(Date.now, options.dns),
    now: Date.now,
    isListedDisposable,
    ...(options.level === 4 ? { smtpProbe: proberFromSettings({ port: options.smtpPort, now: Date.now }) } : {}),
  });
  const refuse = (input: string, why: string) => ({
    email: input,
    status: "unknown",
    reason: "bad_input",
    score: 0,
    level: 0,
    checks: skipped,
    flags: noFlags,
    provider: null,
    suggestion: null,
    retry_after: null,
    normalized: null,
    error: why,
  });
  return {
    concurrency: options.concurrency,
    answer: async ({ email }) =>
      typeof email === "string"
        ? written(await verifier.verify(email, options.level))
        : refuse(email === undefined ? "" : JSON.stringify(email), 'A line takes {"email": "…"} with a text.'),
    refuse,
  };
}
