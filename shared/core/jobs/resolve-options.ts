import type { CatalogueEntry } from "../cascade/catalogue-entry.ts";
import { holdMilli } from "../credits/prices.ts";
import type { Channel } from "../providers/provider-port.ts";
import type { CascadeMode, JobOptions } from "./words.ts";

const budgets = ["max_cost_micros", "max_contact_cost_micros", "max_daily_cost_micros"] as const;
type Budget = (typeof budgets)[number];

/** What a user may say; everything left out is taken from `base`. */
export type ChosenOptions = {
  [K in "want" | "threshold" | "order" | "mode" | "verify" | Budget | "patience_ms"]?: JobOptions[K] | undefined;
} & {
  /** Who may be asked, without pinning an order. */
  providers?: string[] | undefined;
};

export interface ProviderSituation {
  catalogue: readonly CatalogueEntry[];
  /** Names of the providers that have all their settings. */
  configured: ReadonlySet<string>;
  sandbox: boolean;
}

export type ResolvedOptions =
  | { ok: true; options: JobOptions }
  | { ok: false; reason: "unknown_provider" | "no_email_provider" | "no_phone_provider"; detail: string };

/** What applies when the user chose nothing: an address at confidence 90, verified as far as DNS goes, six hours of patience. */
export const defaultJobOptions = {
  want: "email",
  threshold: 90,
  mode: "fixed",
  verify: 3,
  max_cost_micros: null,
  patience_ms: 6 * 3_600_000,
} as const satisfies ChosenOptions;

/** Completes the user's choice: providers without a key are left out of the orders and named in `left_out`. */
export function resolveOptions(
  chosen: ChosenOptions,
  situation: ProviderSituation,
  base: JobOptions | null = null,
): ResolvedOptions {
  const names = situation.catalogue.map((entry) => entry.name);
  const wanted = [
    ...new Set(chosen.order ?? chosen.providers ?? (base ? [...base.order, ...(base.left_out ?? [])] : names)),
  ];
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    return {
      ok: false,
      reason: "unknown_provider",
      detail: `There is no provider "${unknown}"; known are ${names.join(", ")}.`,
    };
  }

  const able = (channel: Channel, list: readonly string[]) =>
    list.filter(
      (name) =>
        situation.configured.has(name) &&
        situation.catalogue.some((entry) => entry.name === name && entry.channels.includes(channel)),
    );
  const want = chosen.want ?? base?.want ?? defaultJobOptions.want;
  const order = able("email", wanted);
  const chosenPhones = able("phone", wanted);
  // An order is chosen for addresses: where it names nobody who has phone numbers, those who do are asked all the same.
  const phoneOrder = chosenPhones.length > 0 ? chosenPhones : able("phone", names);
  const options: JobOptions = {
    want,
    threshold: chosen.threshold ?? base?.threshold ?? defaultJobOptions.threshold,
    order,
    mode: modeOf(chosen, base),
    phone_order: phoneOrder,
    left_out: wanted.filter((name) => !situation.configured.has(name)),
    verify: chosen.verify ?? base?.verify ?? defaultJobOptions.verify,
    max_cost_micros: budgetOf("max_cost_micros", chosen, base) ?? null,
    ...Object.fromEntries(
      budgets.slice(1).flatMap((name) => {
        const budget = budgetOf(name, chosen, base);
        return budget === undefined ? [] : [[name, budget]];
      }),
    ),
    patience_ms: chosen.patience_ms ?? base?.patience_ms ?? defaultJobOptions.patience_ms,
    sandbox: situation.sandbox,
    // A phone number that nobody can be asked for is never charged.
    hold_milli: holdMilli(want === "both" && phoneOrder.length === 0 ? "email" : want),
  };
  if (want !== "phone" && order.length === 0) {
    return {
      ok: false,
      reason: "no_email_provider",
      detail: "None of the chosen providers has a key. Set one, or choose others.",
    };
  }
  if (want === "phone" && phoneOrder.length === 0) {
    return {
      ok: false,
      reason: "no_phone_provider",
      detail: "No provider of phone numbers has a key. Set APOLLO_API_KEY.",
    };
  }
  return { ok: true, options };
}

/** A pinned order always wins: who names one is asked in that order, whatever else was said. */
function modeOf(chosen: ChosenOptions, base: JobOptions | null): CascadeMode {
  if (chosen.order !== undefined) return chosen.mode === "shadow" ? "shadow" : "fixed";
  return chosen.mode ?? base?.mode ?? defaultJobOptions.mode;
}

/** Null takes a budget back; left out, the job's own stays. */
function budgetOf(name: Budget, chosen: ChosenOptions, base: JobOptions | null): number | null | undefined {
  return chosen[name] !== undefined ? chosen[name] : base?.[name];
}
