import type { Estimate, ImportSummary } from "#contracts/api/imports.ts";
import type { Job, JobOptionsInput } from "#contracts/api/jobs.ts";
import type { Meta } from "#contracts/api/meta.ts";
import { catalogue, catalogueEntry } from "#core/cascade/catalogue.ts";
import { countAgain, estimate, maxAskMicros } from "#core/credits/estimate.ts";
import { resolveOptions } from "#core/jobs/resolve-options.ts";
import type { CascadeMode, Want } from "#core/jobs/words.ts";
import { type Budgets, budgetMicros, budgetText } from "./budget.ts";

type Verify = NonNullable<JobOptionsInput["verify"]>;

/** The form of the review as it stands. */
export interface ChosenOptions {
  want: Want;
  threshold: number;
  verify: Verify;
  /** Who decides whom a person's cascade asks next. */
  mode: CascadeMode;
  /** Every provider that can be asked, in order. */
  sources: { name: string; label: string; on: boolean }[];
  budgets: Budgets;
}

const verifyLevels: readonly Verify[] = [0, 1, 2, 3];

/** The form as it opens: what the draft holds, and behind it the providers that it leaves out. */
export function openOptions(job: Pick<Job, "options">, meta: Meta): ChosenOptions {
  const { options } = job;
  const ready = meta.providers.filter((provider) => provider.configured);
  const chosen = [...options.order, ...(options.phone_order ?? [])];
  const rank = (name: string) => (chosen.includes(name) ? chosen.indexOf(name) : chosen.length);
  return {
    want: options.want,
    threshold: options.threshold,
    verify: verifyLevels.find((level) => level === options.verify) ?? 3,
    mode: options.mode ?? "fixed",
    sources: ready
      .map(({ name, label }) => ({ name, label, on: chosen.includes(name) }))
      .sort((a, b) => rank(a.name) - rank(b.name)),
    budgets: {
      job: budgetText(options.max_cost_micros),
      person: budgetText(options.max_contact_cost_micros),
      day: budgetText(options.max_daily_cost_micros),
    },
  };
}

/** What is sent to the server; null while the form holds something that cannot be sent. */
export function optionsInput(chosen: ChosenOptions): JobOptionsInput | null {
  const job = budgetMicros("job", chosen.budgets.job);
  const person = budgetMicros("person", chosen.budgets.person);
  const day = budgetMicros("day", chosen.budgets.day);
  const order = chosen.sources.filter((source) => source.on).map((source) => source.name);
  if (job === "bad" || person === "bad" || day === "bad" || order.length === 0) return null;
  const { want, threshold, verify, mode } = chosen;
  const budgets = { max_cost_micros: job, max_contact_cost_micros: person, max_daily_cost_micros: day };
  const input = { want, threshold, verify, mode, ...budgets };
  // An order that is sent is pinned; the policy is only told who may be asked.
  return mode === "auto" ? { ...input, providers: order } : { ...input, order };
}

/** Whom a draft's start asks for, and what it lacks of those whom the workspace has. */
type Draft = Pick<ImportSummary, "contacts" | "again">;

/** How many people are looked up: those who are new, and those who are asked again for what they lack. */
export const peopleAsked = ({ contacts, again }: Draft, want: Want): number => contacts + countAgain(again, want);

/** The estimate under these options, by the rule that the server uses; null when nobody could be asked. */
export function estimateChosen(draft: Draft, chosen: ChosenOptions, meta: Meta): Estimate | null {
  const resolved = resolve(chosen, meta);
  if (resolved === null) return null;
  const { options, emails, phones } = resolved;
  const cost = estimate({
    contacts: draft.contacts,
    again: draft.again,
    want: options.want,
    order: emails,
    phoneOrder: phones,
    maxCostMicros: options.max_cost_micros,
    maxContactCostMicros: options.max_contact_cost_micros,
  });
  return { contacts: peopleAsked(draft, options.want), ...cost };
}

/**
 * The smallest limit under which anybody is asked, in micro-dollars: what the first source of a pinned order can cost, else
 * the cheapest. Null: nobody could be asked.
 */
export function smallestBudget(chosen: ChosenOptions, meta: Meta): number | null {
  const resolved = resolve({ ...chosen, budgets: { job: "", person: "", day: "" } }, meta);
  if (resolved === null) return null;
  const { want } = resolved.options;
  const pinned = chosen.mode !== "auto";
  const asks = (["email", "phone"] as const).flatMap((channel) => {
    if (want !== "both" && want !== channel) return [];
    const entries = channel === "email" ? resolved.emails : resolved.phones;
    return (pinned ? entries.slice(0, 1) : entries).map((entry) => maxAskMicros(entry, channel));
  });
  return asks.length === 0 ? null : Math.min(...asks);
}

function resolve(chosen: ChosenOptions, meta: Meta) {
  const input = optionsInput(chosen);
  if (input === null) return null;
  const configured = new Set(meta.providers.filter((provider) => provider.configured).map((provider) => provider.name));
  const resolved = resolveOptions(input, { catalogue, configured, sandbox: meta.sandbox });
  if (!resolved.ok) return null;
  const { options } = resolved;
  const entries = (names: readonly string[]) => names.flatMap((name) => catalogueEntry(name) ?? []);
  return { options, emails: entries(options.order), phones: entries(options.phone_order ?? []) };
}

/** Moves one source by one place; the list is returned unchanged at its ends. */
export function moveSource(sources: ChosenOptions["sources"], index: number, by: -1 | 1): ChosenOptions["sources"] {
  const moved = sources[index];
  const other = sources[index + by];
  if (moved === undefined || other === undefined) return sources;
  const next = [...sources];
  next[index] = other;
  next[index + by] = moved;
  return next;
}
