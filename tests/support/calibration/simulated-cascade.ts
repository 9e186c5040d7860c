import { mapMatches } from "#core/providers/apollo/map-response.ts";
import { mapRecord } from "#core/providers/dropcontact/map-response.ts";
import { mapFinder } from "#core/providers/hunter/map-response.ts";
import { mapItem } from "#core/providers/icypeas/map-response.ts";
import type { FoundEmail } from "#core/providers/provider-port.ts";
import type { AnswerEvidence } from "#core/results/answer-evidence.ts";
import type { Calibration } from "#core/results/calibration/calibration.ts";
import { storedEvidence } from "#core/results/stored-verdict.ts";
import type { HeldEmail, Task } from "#functions/_shared/db/worker.ts";
import { createResolver } from "#functions/_shared/dns/create-resolver.ts";
import type { DnsQuery } from "#functions/_shared/dns/dns-query.ts";
import { createEmailVerifier } from "#functions/_shared/verification/verify-email.ts";
import { chooseEmail } from "#functions/worker/choose-email.ts";
import { dnsType, resolve } from "#local/simulators/dns.ts";
import type { Finding } from "#local/simulators/findings.ts";
import { type Truth, truthOf } from "#local/simulators/population.ts";
import type { SimulatedPerson } from "./simulated-people.ts";

const order = ["icypeas", "dropcontact", "hunter", "apollo"] as const;
type Provider = (typeof order)[number];

/** What the product would deliver for one person, and whether it is right. */
export interface Delivered {
  confidence: number;
  /** The address is the person's own: in the simulated world all of those take mail. */
  good: boolean;
  evidence: AnswerEvidence;
  asks: number;
}

/** The provider's answer in its own words, read by our own mapping. */
function answerOf(provider: Provider, truth: Truth): FoundEmail[] {
  const finding: Finding = truth.findableBy[provider];
  const { email, label } = finding.found ? finding : (finding.junk ?? { email: null, label: "" });
  if (email === null) return [];
  const answer = {
    icypeas: () => mapItem({ status: "DEBITED", results: { emails: [{ email, certainty: label }] } }).answer,
    dropcontact: () => mapRecord({ email: [{ email, qualification: label }] }),
    hunter: () =>
      mapFinder({
        email,
        score: finding.score,
        verification: { status: label === "" ? null : label },
        phone_number: null,
      }),
    apollo: () => {
      const person = { id: "p1", email, email_status: label, extrapolated_email_confidence: finding.score };
      return mapMatches({ matches: [person], creditsConsumed: 1, requestId: null, phonesSkipped: false }, 1)[0]?.answer;
    },
  }[provider]();
  return answer?.outcome === "found" ? answer.emails : [];
}

/** The simulated world's own name servers, asked without a network. */
export function simulatedVerifier(seed: number) {
  const outcomes: Readonly<Record<number, "ok" | "servfail" | "nxdomain">> = { 0: "ok", 2: "servfail", 3: "nxdomain" };
  const query: DnsQuery = async (name, type) => {
    const answer = resolve(name, dnsType(type) ?? 1, seed);
    const rows = (answer.Answer ?? []).map(({ name: owner, TTL, data }) => ({ name: owner, type, ttl: TTL, data }));
    return { outcome: outcomes[answer.Status] ?? "servfail", rows, negativeTtl: 300 };
  };
  return createEmailVerifier({ resolver: createResolver({ query, now: () => 0, asksReserved: true }), now: () => 0 });
}

/**
 * Takes one person through the product's own choice of addresses, provider after provider until one is sure enough. Null:
 * nobody had an address that may be used.
 */
export async function deliver(
  person: SimulatedPerson,
  calibration: Calibration,
  world: { seed: number; verifier: ReturnType<typeof simulatedVerifier>; threshold: number },
): Promise<Delivered | null> {
  const truth = truthOf(
    { firstName: person.first_name, lastName: person.last_name, company: person.company, domain: person.domain },
    world.seed,
  );
  const asked: Task["asked"] = [];
  const trail: HeldEmail[] = [];
  const deps = {
    verifyEmail: (address: string, level: 0 | 1 | 2 | 3 | 4) => world.verifier.verify(address, level),
    db: {
      calibration: async () => calibration,
      knownAnswer: async (_: string, email: string) =>
        trail.findLast((entry) => entry.email === email)?.verdict ?? null,
    },
  };
  let held: HeldEmail | null = null;
  let asks = 0;
  for (const provider of order) {
    asks += 1;
    const emails = answerOf(provider, truth);
    const task = taskOf(person, asked, held);
    const { chosen, held: before } = await chooseEmail(deps, task, provider, emails);
    if (chosen === null) continue;
    asked.push({
      provider,
      channel: "email",
      outcome: "found",
      label: chosen.found.label,
      email: chosen.email,
      confidence: chosen.confidence,
    });
    trail.push(chosen);
    held = chosen.confidence > (before?.confidence ?? 0) ? chosen : before;
    if ((held?.confidence ?? 0) >= world.threshold) break;
  }
  const evidence = storedEvidence(held?.verdict ?? null);
  if (held === null || evidence === null || held.confidence === 0) return null;
  return { confidence: held.confidence, good: held.email === truth.email?.toLowerCase(), evidence, asks };
}

function taskOf(person: SimulatedPerson, asked: Task["asked"], held: HeldEmail | null): Task {
  const contact = { id: "c1", title: null, location: null, country: null, linkedin_url: null };
  return {
    task_id: 1,
    reported_emails: [],
    channel: "email",
    attempt: 0,
    over_budget: false,
    contact: { ...contact, ...person, given_email: null, given_phone: null },
    job: {
      id: "j1",
      workspace_id: "w1",
      options: {
        want: "email",
        threshold: 90,
        order: [...order],
        verify: 3,
        max_cost_micros: null,
        patience_ms: 0,
        sandbox: true,
        hold_milli: 1_000,
      },
    },
    held,
    waiting_since: null,
    asked,
  };
}
