import { z } from "zod";
import { type AnswerEvidence, agreements, mailboxKinds, scoreSteps, verificationClasses } from "./answer-evidence.ts";
import { domainMatches } from "./match-domain.ts";
import { nameMatches } from "./match-name.ts";

const evidenceSchema = z.object({
  provider: z.string().min(1).max(60),
  label: z.enum(["verified", "probable", "catch_all", "weak"]),
  score: z.enum(scoreSteps),
  verification: z.enum(verificationClasses),
  mailbox: z.enum(mailboxKinds),
  name: z.enum(nameMatches),
  domain: z.enum(domainMatches),
  sources: z.enum(agreements),
});

/** Stored evidence, or null when it is none (written by another version, or by hand). */
export function readEvidence(raw: unknown): AnswerEvidence | null {
  const parsed = evidenceSchema.safeParse(raw);
  return parsed.success ? parsed.data : null;
}
