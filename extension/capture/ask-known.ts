import { leadsKnownSchema } from "#contracts/api/imports.ts";
import type { CapturedLead } from "#core/capture/captured-lead.ts";
import { leadBody } from "#core/outbox/lead-body.ts";
import { callApi } from "../session/call-api.ts";

/** An answer is good for this long: others in the workspace import too. */
const freshMs = 5 * 60_000;
/** The page must not wait for a slow server: the server looks for duplicates again when people are sent. */
const patienceMs = 4_000;
const mostAsked = 200;
const mostKept = 5_000;

/** What the server said, by place and key. Only saves questions: a new worker asks anew. */
const answers = new Map<string, { known: boolean; at: number }>();

/**
 * Which of these people the workspace has.
 * @param place user and workspace
 * @returns `asked` is false when the server did not answer for all of them
 */
export async function askKnown(
  leads: readonly CapturedLead[],
  place: string,
  now: number,
): Promise<{ asked: boolean; keys: Set<string> }> {
  const name = (lead: CapturedLead) => `${place} ${lead.person_key}`;
  const open = leads.filter((lead) => now - (answers.get(name(lead))?.at ?? -Infinity) > freshMs).slice(0, mostAsked);
  const asked = open.length === 0 || (await ask(open, now, name));
  const known = leads.filter((lead) => answers.get(name(lead))?.known === true);
  return { asked, keys: new Set(known.map((lead) => lead.person_key)) };
}

async function ask(leads: readonly CapturedLead[], now: number, name: (lead: CapturedLead) => string) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), patienceMs);
  });
  const answer = await Promise.race([
    callApi(leadsKnownSchema, "/leads/known", { body: { leads: leads.map(leadBody) } }),
    late,
  ]).finally(() => clearTimeout(timer));
  if (answer?.ok !== true) return false;
  if (answers.size > mostKept) answers.clear();
  const known = new Set(answer.value.known.map(({ index }) => index));
  for (const [index, lead] of leads.entries()) answers.set(name(lead), { known: known.has(index), at: now });
  return true;
}
