import type { EmailVerdict } from "./email-verdict.ts";
import type { ExplainedVerdict } from "./judge-email.ts";
import type { RowStatus } from "./list-words.ts";
import type { PhoneVerdict } from "./phone/verify-phone.ts";

/** A line of the score by its name alone: a hundred thousand rows need not carry the sentences. */
export interface CodedLine {
  points: number;
  code: string;
}
export type ListedEmail = Omit<EmailVerdict, "level"> & { level: number; score_lines: CodedLine[] };
export type ListedPhone = Omit<PhoneVerdict, "score_lines"> & { score_lines: CodedLine[] };
export type ListedVerdict = ListedEmail | ListedPhone;

/** What a list keeps of a verdict. */
export function listedEmail(verdict: ExplainedVerdict): { status: RowStatus; verdict: ListedEmail } {
  const score_lines = verdict.score_lines.map(({ points, code }) => ({ points, code }));
  return { status: verdict.status, verdict: { ...verdict, score_lines } };
}

export function listedPhone(verdict: PhoneVerdict): { status: RowStatus; verdict: ListedPhone } {
  const score_lines = verdict.score_lines.map(({ points, why }) => ({ points, code: why }));
  return { status: phoneRowStatus(verdict), verdict: { ...verdict, score_lines } };
}

/** Valid numbers that are nobody's. */
const doubtful: ReadonlySet<string> = new Set(["fictional", "dummy", "inactive"]);

/** A number that can be dialled is `valid`; one of the right length in no assigned range, or nobody's, is `possible`. */
export function phoneRowStatus({ valid, possible, reason }: Pick<PhoneVerdict, "valid" | "possible" | "reason">) {
  if (valid && !doubtful.has(reason)) return "valid";
  return valid || possible ? "possible" : "invalid";
}

export const isListedEmail = (verdict: ListedVerdict): verdict is ListedEmail => "email" in verdict;
