import {
  Ban,
  Check,
  CircleCheck,
  CircleHelp,
  CircleMinus,
  Clock,
  CornerDownRight,
  Flag,
  KeyRound,
  type LucideIcon,
  Minus,
  ShieldOff,
  TriangleAlert,
  X,
} from "lucide-react";
import type { ContactAnswer, TrailEntry } from "#contracts/api/contacts.ts";
import { wordText } from "#core/i18n/messages.ts";
import { Chip, type Tone } from "#ui/chip.tsx";
import { cn } from "#ui/cn.ts";
import { useFormats, useMessages } from "../../language.tsx";
import { useMeta } from "../../shell/use-me.ts";
import { decisionText, detailText, endText, trailTotal } from "./trail-view.ts";

const outcomeLooks: Record<string, { tone: Tone; icon: LucideIcon }> = {
  found: { tone: "good", icon: CircleCheck },
  miss: { tone: "neutral", icon: CircleMinus },
  bad_input: { tone: "neutral", icon: CircleHelp },
  rate_limited: { tone: "warn", icon: Clock },
  out_of_credits: { tone: "warn", icon: Ban },
  auth: { tone: "bad", icon: KeyRound },
  opted_out: { tone: "warn", icon: ShieldOff },
  transient: { tone: "warn", icon: TriangleAlert },
  timeout: { tone: "warn", icon: Clock },
  skipped: { tone: "neutral", icon: Minus },
};

/** The receipt of a contact: who was asked when, what came back, what it cost, why it stopped. */
export function Trail({ answer }: { answer: ContactAnswer }) {
  const { results: texts } = useMessages();
  const formats = useFormats();
  const label = useProviderLabel();
  const end = endText(answer, texts);
  const total = trailTotal(answer);
  return (
    <div className="grid gap-4">
      <ol className="grid">
        {answer.trail.map((entry) => (
          <Ask key={entry.id} entry={entry} label={label} />
        ))}
        {end === null ? null : (
          <li className="flex gap-3">
            <Dot icon={Flag} last />
            <p className="py-1 text-ink-soft">{end}</p>
          </li>
        )}
      </ol>
      {answer.trail.length > 0 ? (
        <p className="flex flex-wrap justify-between gap-x-4 border-t border-line pt-3 text-ink-soft">
          <span className="font-semibold text-ink">{texts.trail.total}</span>
          <span>{texts.trail.totalCost(formats.usd(total.costMicros), total.creditsMilli)}</span>
        </p>
      ) : null}
    </div>
  );
}

function Ask({ entry, label }: { entry: TrailEntry; label: (name: string) => string }) {
  const { results: texts } = useMessages();
  const formats = useFormats();
  const look = outcomeLooks[entry.outcome] ?? { tone: "neutral", icon: CircleHelp };
  const detail = detailText(entry);
  const then = decisionText(entry, texts, label);
  const value = entry.email ?? entry.phone;
  const said = [
    entry.label === null ? "" : wordText(texts.trail.labels, entry.label),
    entry.native_label === null ? "" : `“${entry.native_label}”`,
    entry.phone_kind === null ? "" : wordText(texts.phoneTypes, entry.phone_kind),
    entry.confidence === null ? "" : texts.trail.sure(entry.confidence),
  ].filter(Boolean);
  const facts = [
    entry.attempt > 1 ? texts.trail.attempt(entry.attempt) : "",
    entry.latency_ms === null ? "" : formats.latency(entry.latency_ms),
    entry.cost_micros === 0 ? texts.trail.free : formats.usd(entry.cost_micros),
  ].filter(Boolean);
  return (
    <li className="flex gap-3">
      <Dot icon={look.icon} tone={look.tone} />
      <div className="grid min-w-0 grow content-start gap-1.5 pb-6">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1 pt-1">
          <h4 className="font-semibold">{label(entry.provider)}</h4>
          <span className="text-ink-faint">{texts.trail.channels[entry.channel]}</span>
          <Chip tone={look.tone} icon={look.icon}>
            {wordText(texts.trail.outcomes, entry.outcome)}
          </Chip>
          <span className="text-xs text-ink-faint max-sm:w-full sm:ml-auto">
            {entry.answered_at === null ? null : (
              <time dateTime={entry.answered_at} title={formats.dateTime(entry.answered_at)}>
                {formats.time(entry.answered_at)} ·{" "}
              </time>
            )}
            {facts.join(" · ")}
          </span>
        </div>
        {value === null ? null : <p className="font-semibold wrap-anywhere">{value}</p>}
        {said.length > 0 ? <p className="text-xs text-ink-soft">{said.join(" · ")}</p> : null}
        {detail === null ? null : <p className="text-xs break-words text-ink-faint">{detail}</p>}
        {entry.verdict !== null && "checks" in entry.verdict ? <Verdict verdict={entry.verdict} /> : null}
        {then === null ? null : (
          <p className="flex items-start gap-1.5 text-xs text-ink-soft">
            <CornerDownRight aria-hidden className="mt-px size-3.5 shrink-0 text-ink-faint" />
            {then}
          </p>
        )}
      </div>
    </li>
  );
}

const checkIcons = { pass: Check, fail: X, unknown: CircleHelp, skipped: Minus };
const checkColours = { pass: "text-good", fail: "text-bad", unknown: "text-warn", skipped: "text-ink-faint" };

type EmailChecks = Extract<NonNullable<TrailEntry["verdict"]>, { checks: unknown }>;

function Verdict({ verdict }: { verdict: EmailChecks }) {
  const { results: texts } = useMessages();
  const names = ["syntax", "domain", "mx", "smtp"] as const;
  return (
    <dl
      aria-label={texts.trail.checks}
      className="flex flex-wrap gap-x-4 gap-y-1 rounded-md bg-sunken px-2.5 py-1.5 text-xs"
    >
      {names.map((name) => {
        const state = verdict.checks[name];
        const Icon = checkIcons[state];
        return (
          <div key={name} className="flex items-center gap-1">
            <Icon aria-hidden className={cn("size-3.5", checkColours[state])} strokeWidth={2.5} />
            <dt className="text-ink-soft">{texts.trail.checkNames[name]}</dt>
            <dd className="sr-only">{texts.trail.checkStates[state]}</dd>
          </div>
        );
      })}
    </dl>
  );
}

const dotTones: Record<Tone, string> = {
  good: "border-good text-good",
  warn: "border-warn text-on-warn-soft",
  bad: "border-bad text-bad",
  info: "border-accent text-accent",
  neutral: "border-line-strong text-ink-faint",
};

function Dot({ icon: Icon, tone = "neutral", last = false }: { icon: LucideIcon; tone?: Tone; last?: boolean }) {
  return (
    <span aria-hidden className="flex flex-col items-center">
      <span className={cn("grid size-7 shrink-0 place-items-center rounded-full border bg-raised", dotTones[tone])}>
        <Icon className="size-3.5" />
      </span>
      {last ? null : <span className="w-px grow bg-line" />}
    </span>
  );
}

/** The name of a provider as its owner writes it. */
export function useProviderLabel(): (name: string) => string {
  const meta = useMeta();
  return (name) =>
    meta.data?.providers.find((provider) => provider.name === name)?.label ??
    name.slice(0, 1).toUpperCase() + name.slice(1);
}
