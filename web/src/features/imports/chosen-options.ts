import type { Estimate } from "#contracts/api/imports.ts";
import type { Job, JobOptionsInput } from "#contracts/api/jobs.ts";
import type { Meta } from "#contracts/api/meta.ts";
import { catalogue, catalogueEntry } from "#core/cascade/catalogue.ts";
import { estimate } from "#core/credits/estimate.ts";
import { resolveOptions } from "#core/jobs/resolve-options.ts";
import type { CascadeMode, Want } from "#core/jobs/words.ts";
import { parseBudget } from "./budget.ts";

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
  /** As typed. */
  budget: string;
}

const verifyLevels: readonly Verify[] = [0, 1, 2, 3];

/** The form as it opens: what the draft holds, and behind it the providers that it leaves out. */
export function openOptions(job: Pick<Job, "options">, meta: Meta, budget: string): ChosenOptions {
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
    budget,
  };
}

/** What is sent to the server; null while the form holds something that cannot be sent. */
export function optionsInput(chosen: ChosenOptions): JobOptionsInput | null {
  const budget = parseBudget(chosen.budget);
  const order = chosen.sources.filter((source) => source.on).map((source) => source.name);
  if (budget === "bad" || order.length === 0) return null;
  const { want, threshold, verify, mode } = chosen;
  const input = { want, threshold, verify, mode, max_cost_micros: budget };
  // An order that is sent is pinned; the policy is only told who may be asked.
  return mode === "auto" ? { ...input, providers: order } : { ...input, order };
}

/** The estimate under these options, by the rule that the server uses; null when nobody could be asked. */
export function estimateChosen(contacts: number, chosen: ChosenOptions, meta: Meta): Estimate | null {
  const input = optionsInput(chosen);
  if (input === null) return null;
  const configured = new Set(meta.providers.filter((provider) => provider.configured).map((provider) => provider.name));
  const resolved = resolveOptions(input, { catalogue, configured, sandbox: meta.sandbox });
  if (!resolved.ok) return null;
  const { options } = resolved;
  const entries = (names: readonly string[]) => names.flatMap((name) => catalogueEntry(name) ?? []);
  const cost = estimate({
    contacts,
    want: options.want,
    order: entries(options.order),
    phoneOrder: entries(options.phone_order ?? []),
    maxCostMicros: options.max_cost_micros,
  });
  return { contacts, ...cost };
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
