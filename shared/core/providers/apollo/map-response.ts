import { z } from "zod";
import { failure } from "../failure.ts";
import type { Answer, EmailLabel, FoundPhone, FoundPhoneKind } from "../provider-port.ts";
import { unreadable } from "../unreadable.ts";
import { usableEmail } from "../usable-email.ts";
import type { BulkMatch } from "./response.ts";

const short = z.string().max(300).nullish().catch(null);
const person = z.object({
  id: short,
  name: short,
  first_name: short,
  last_name: short,
  title: short,
  linkedin_url: short,
  email: z.string().max(320).nullish(),
  email_status: z.string().max(60).nullish(),
  extrapolated_email_confidence: z.number().nullish().catch(null),
});
type Person = z.output<typeof person>;

/** One entry of `matches`: null when nobody matched (also a blank person), else who it was and what was charged. */
export interface Match {
  personId: string | null;
  credits: number;
  answer: Answer;
}

/**
 * Reads `matches` for `count` asked people. A match is charged with or without an address; the same person asked for
 * twice is charged once. What the answer says it consumed is shared out among the charged matches.
 */
export function mapMatches(bulk: BulkMatch, count: number): Match[] {
  const people = Array.from({ length: count }, (_, index) => readPerson(bulk.matches[index]));
  const seen = new Set<string>();
  const charged = people.map((found) => {
    if (found === null || found === "unreadable") return false;
    if (!found.id) return true;
    const first = !seen.has(found.id);
    seen.add(found.id);
    return first;
  });
  const chargedCount = charged.filter(Boolean).length;
  const each = bulk.creditsConsumed === null || chargedCount === 0 ? 1 : round(bulk.creditsConsumed / chargedCount);
  return people.map((found, index) => {
    const credits = charged[index] ? each : 0;
    if (found === "unreadable") return { personId: null, credits, answer: unreadable("Apollo", "entry") };
    if (found === null) return { personId: null, credits, answer: failure("miss", "Apollo matched nobody") };
    return { personId: found.id || null, credits, answer: emailAnswer(found, credits) };
  });
}

function readPerson(raw: unknown): Person | null | "unreadable" {
  if (raw === null || raw === undefined) return null;
  const parsed = person.safeParse(raw);
  if (!parsed.success) return "unreadable";
  const { id, name, first_name, last_name, email, title, linkedin_url } = parsed.data;
  return id || name || first_name || last_name || email || title || linkedin_url ? parsed.data : null;
}

const emailLabels: Readonly<Record<string, EmailLabel>> = { verified: "verified", extrapolated: "weak" };

function emailAnswer(found: Person, credits: number): Answer {
  const email = usableEmail(found.email);
  const nativeLabel = found.email_status ?? "";
  const label = Object.hasOwn(emailLabels, nativeLabel) ? emailLabels[nativeLabel] : undefined;
  if (email === null || label === undefined) {
    return failure("miss", "Apollo matched the person without a usable address", { credits });
  }
  const confidence = found.extrapolated_email_confidence ?? null;
  const score =
    confidence === null || confidence < 0 ? null : Math.min(confidence <= 1 ? confidence * 100 : confidence, 100);
  return { outcome: "found", emails: [{ email, label, nativeLabel, score }], phones: [], credits };
}

const phoneKinds: Readonly<Record<string, FoundPhoneKind>> = {
  mobile: "mobile",
  work_direct: "work",
  work_hq: "company",
  home: "home",
};
const kindRank: readonly FoundPhoneKind[] = ["mobile", "work", "home", "other", "company"];

const phoneNumber = z.object({
  sanitized_number: z.string().max(60).nullish(),
  raw_number: z.string().max(60).nullish(),
  type_cd: z.string().max(60).nullish().catch(null),
  status_cd: z.string().max(60).nullish().catch(null),
});
const phonePerson = z.object({ id: z.string().max(300), phone_numbers: z.array(phoneNumber).max(50).nullish() });

/** Phones by person id, mobiles first; entries that cannot be read are left out. */
function mapPhones(people: readonly unknown[]): Map<string, FoundPhone[]> {
  const byPerson = new Map<string, FoundPhone[]>();
  for (const raw of people) {
    const parsed = phonePerson.safeParse(raw);
    if (!parsed.success) continue;
    const phones = (parsed.data.phone_numbers ?? []).flatMap((row): FoundPhone[] => {
      const number = (row.sanitized_number || row.raw_number || "").trim();
      if (number === "" || row.status_cd?.startsWith("invalid")) return [];
      const type = row.type_cd ?? "";
      return [{ number, kind: (Object.hasOwn(phoneKinds, type) ? phoneKinds[type] : undefined) ?? "other" }];
    });
    phones.sort((a, b) => kindRank.indexOf(a.kind) - kindRank.indexOf(b.kind));
    byPerson.set(parsed.data.id, phones);
  }
  return byPerson;
}

/** Credits for a mobile number beside the match. */
const mobileCredits = 8;

/** The phone answers for matched people, given what each match was charged. */
export function phoneAnswers(
  asked: readonly { personId: string | null; credits: number }[],
  people: readonly unknown[],
  creditsConsumed: number | null,
): Answer[] {
  const byPerson = mapPhones(people);
  const withMobile = [...byPerson.values()].filter((phones) => phones[0]?.kind === "mobile").length;
  const each = creditsConsumed === null || withMobile === 0 ? mobileCredits : round(creditsConsumed / withMobile);
  const paid = new Set<string>();
  return asked.map(({ personId, credits }) => {
    if (personId === null) return failure("miss", "Apollo matched nobody", { credits });
    const phones = byPerson.get(personId);
    // Nobody looked: "no phone" would be an entry without numbers. An earlier request may have had the person.
    if (phones === undefined) return failure("transient", "Apollo sent no phone entry for this person", { credits });
    if (phones.length === 0) return failure("miss", "Apollo found no phone", { credits });
    const charge = phones[0]?.kind === "mobile" && !paid.has(personId) ? each : 0;
    paid.add(personId);
    return { outcome: "found", emails: [], phones, credits: round(credits + charge) };
  });
}

function round(credits: number): number {
  return Math.round(credits * 1_000) / 1_000;
}
