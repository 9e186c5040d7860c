import type { FoundPhone, FoundPhoneKind } from "#core/providers/provider-port.ts";
import { companyRegion } from "#core/verification/phone/company-region.ts";
import { regionHint } from "#core/verification/phone/region-hint.ts";
import type { PhoneVerdict } from "#core/verification/phone/verify-phone.ts";
import type { Task } from "../_shared/db/worker.ts";
import type { WorkerDeps } from "./deps.ts";

/** Providers sometimes list many numbers; more than this many are not worth a look. */
const maxCandidates = 10;
/** Each live look-up is paid for: a second is made only when the first says that nobody has the line. */
const maxLookups = 2;

export interface ChosenPhone {
  e164: string;
  /** libphonenumber's word. */
  type: string;
  kind: FoundPhoneKind;
  /** possible: the right length, in a range that the numbering plan does not know; delivered as such and free. */
  status: "valid" | "possible";
  verdict: PhoneVerdict;
}

const kindRank: Record<FoundPhoneKind, number> = { mobile: 0, work: 1, other: 2, company: 3, home: 4 };

/**
 * Verifies a provider's numbers and picks the one to deliver: mobiles first, then by score. Null when none of them can
 * be dialled. A number without country code is read in the contact's country, else in the company's.
 */
export async function choosePhone(
  deps: Pick<WorkerDeps, "phones" | "lookUpPhones">,
  task: Pick<Task, "contact" | "job">,
  phones: readonly FoundPhone[],
): Promise<ChosenPhone | null> {
  const { contact, job } = task;
  const company = companyRegion(contact.domain);
  const question = { region: regionHint(contact.country, contact.location) ?? company, companyRegion: company };
  const read = phones.slice(0, maxCandidates).map(async ({ number, kind }) => {
    const verdict = await deps.phones.verify(number, question);
    return toChosen(verdict, kind, job.options.sandbox);
  });
  const candidates = (await Promise.all(read)).filter((candidate) => candidate !== null).toSorted(byWorth);
  if (!deps.lookUpPhones) return candidates[0] ?? null;

  let lookups = 0;
  for (const candidate of candidates) {
    if (candidate.status !== "valid" || lookups === maxLookups) return candidate;
    lookups++;
    const verdict = await deps.phones.verify(candidate.e164, { ...question, lookup: true });
    // Nobody has this line: the next number may be better.
    if (verdict.active !== false) return toChosen(verdict, candidate.kind, job.options.sandbox) ?? candidate;
  }
  return null;
}

function toChosen(verdict: PhoneVerdict, kind: FoundPhoneKind, sandbox: boolean): ChosenPhone | null {
  const { e164, type, reason, valid, possible } = verdict;
  if (e164 === null || !possible || reason === "dummy" || reason === "local_only") return null;
  // Numbers reserved for fiction reach nobody; simulators have no others to give.
  if (reason === "fictional" && !sandbox) return null;
  return { e164, type, kind: kindOf(type, kind), status: valid ? "valid" : "possible", verdict };
}

/** What the numbering plan knows for sure corrects the provider's word. */
function kindOf(type: string, said: FoundPhoneKind): FoundPhoneKind {
  if (type === "MOBILE") return "mobile";
  return type === "FIXED_LINE" && said === "mobile" ? "work" : said;
}

function byWorth(a: ChosenPhone, b: ChosenPhone): number {
  const usable = Number(a.status !== "valid") - Number(b.status !== "valid");
  return usable || kindRank[a.kind] - kindRank[b.kind] || b.verdict.score - a.verdict.score;
}
