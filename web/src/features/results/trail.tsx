import { Clock, CornerDownRight, Flag, Hourglass, type LucideIcon, UserCheck } from "lucide-react";
import type { ReactNode } from "react";
import type { ContactAnswer, TrailEntry } from "#contracts/api/contacts.ts";
import { wordText } from "#core/i18n/messages.ts";
import { Chip, type Tone } from "#ui/chip.tsx";
import { cn } from "#ui/cn.ts";
import { useFormats, useMessages } from "../../language.tsx";
import { useProviderLabel } from "../../shell/use-provider-label.ts";
import { useJob } from "../jobs/queries.ts";
import { EarlierLink } from "./earlier-link.tsx";
import { outcomeLook } from "./outcome-look.ts";
import { TrailOverview } from "./trail-overview.tsx";
import { TrailVerdict } from "./trail-verdict.tsx";
import {
  decisionText,
  detailText,
  endText,
  lanesOf,
  notAskedText,
  overviewOf,
  type TrailLane,
  trailTotal,
} from "./trail-view.ts";

/** The receipt of a contact: who was asked when, what came back, what it cost, why it stopped and why nobody else was asked. */
export function Trail({ answer }: { answer: ContactAnswer }) {
  const { results: texts, trail: words } = useMessages();
  const formats = useFormats();
  const job = useJob(answer.contact.job_id);
  const lanes = lanesOf(answer, job.data?.job.options ?? null);
  const overview = overviewOf(answer.trail);
  const total = trailTotal(answer);
  if (answer.trail.length === 0 && answer.contact.phone_status !== "pending") {
    const end = endText(answer, texts);
    return end === null ? null : <End icon={Flag}>{end}</End>;
  }
  return (
    <div className="grid gap-4">
      {overview === null ? null : <TrailOverview overview={overview} trail={answer.trail} />}
      {lanes.map((lane) => (
        <section key={lane.channel} aria-label={words.channels[lane.channel]}>
          {lanes.length > 1 ? <p className="pb-2 text-xs text-ink-faint">{words.channels[lane.channel]}</p> : null}
          <Lane lane={lane} answer={answer} />
        </section>
      ))}
      {answer.trail.length > 0 ? (
        <p className="flex flex-wrap justify-between gap-x-4 border-t border-line pt-3 text-ink-soft">
          <span className="font-semibold text-ink">{texts.trail.total}</span>
          <span>{texts.trail.totalCost(formats.usd(total.costMicros), total.creditsMilli)}</span>
        </p>
      ) : null}
    </div>
  );
}

function Lane({ lane, answer }: { lane: TrailLane; answer: ContactAnswer }) {
  const { results: texts, trail: words } = useMessages();
  const formats = useFormats();
  const label = useProviderLabel();
  const others = notAskedText(lane, words, (providers) => formats.list(providers.map(label)));
  const open = lane.end.state === "open";
  const pending = open && lane.channel === "phone" && answer.contact.phone_status === "pending";
  const stop = lane.end.reason === null ? null : wordText(texts.stops, lane.end.reason);
  if (lane.earlier !== null) {
    return (
      <End icon={UserCheck}>
        <span className="block">{texts.trail.earlier}</span>
        <EarlierLink contactId={lane.earlier} />
      </End>
    );
  }
  return (
    <ol className="grid">
      {lane.entries.map((entry) => (
        <Ask key={entry.id} entry={entry} label={label} />
      ))}
      <li>
        <End icon={pending ? Hourglass : open ? Clock : Flag}>
          <span className="block font-semibold text-ink">
            {pending ? words.phonePending : open ? texts.trail.running : (stop ?? texts.trail.emptyDone)}
          </span>
          {pending ? <span className="block">{words.phonePendingBody}</span> : null}
          {others === null ? null : <span className="block text-ink-faint">{others}</span>}
        </End>
      </li>
    </ol>
  );
}

function Ask({ entry, label }: { entry: TrailEntry; label: (name: string) => string }) {
  const messages = useMessages();
  const { results: texts, trail: words } = messages;
  const formats = useFormats();
  const look = outcomeLook(entry.outcome);
  const detail = detailText(entry, messages);
  // Why it stopped stands at the end of the lane.
  const then = entry.decision?.do === "finish" ? null : decisionText(entry, texts, label);
  const value = entry.email ?? entry.phone;
  const said = [
    entry.label === null ? "" : wordText(texts.trail.labels, entry.label),
    entry.native_label === null ? "" : `“${entry.native_label}”`,
    entry.phone_kind === null ? "" : wordText(texts.phoneTypes, entry.phone_kind),
    entry.confidence === null ? "" : texts.trail.sure(entry.confidence),
    entry.channel === "phone" && entry.score !== null ? words.scored(entry.score) : "",
  ].filter(Boolean);
  return (
    <li className="flex gap-3">
      <Dot icon={look.icon} tone={look.tone} />
      <div className="grid min-w-0 grow content-start gap-1 pb-5">
        <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-0.5 pt-1">
          <div className="flex flex-wrap items-center gap-2">
            <h4 className="text-sm font-semibold">{label(entry.provider)}</h4>
            <Chip tone={look.tone} icon={look.icon}>
              {wordText(texts.trail.outcomes, entry.outcome)}
            </Chip>
          </div>
          <span className="font-semibold text-ink-soft">
            {entry.cost_micros === 0 ? texts.trail.free : formats.usd(entry.cost_micros)}
          </span>
        </div>
        <Times entry={entry} />
        {value === null ? null : <p className="font-semibold wrap-anywhere">{value}</p>}
        {said.length > 0 ? <p className="text-xs text-ink-soft">{said.join(" · ")}</p> : null}
        {detail === null ? null : <p className="text-xs break-words text-ink-faint">{detail}</p>}
        {entry.verdict === null ? null : <TrailVerdict verdict={entry.verdict} />}
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

/** When it was asked and answered, how long that took, and which try it was. */
function Times({ entry }: { entry: TrailEntry }) {
  const { results: texts, trail: words } = useMessages();
  const formats = useFormats();
  const parts = [
    ...(entry.asked_at === null ? [] : [{ at: entry.asked_at, text: words.asked(formats.time(entry.asked_at)) }]),
    // Nobody was called: there is no answer to time.
    ...(entry.latency_ms === null || entry.answered_at === null
      ? []
      : [
          { at: entry.answered_at, text: words.answered(formats.time(entry.answered_at)) },
          { at: null, text: words.took(formats.latency(entry.latency_ms)) },
        ]),
    ...(entry.attempt > 0 ? [{ at: null, text: texts.trail.attempt(entry.attempt + 1) }] : []),
  ];
  return (
    <p className="text-xs text-ink-faint">
      {parts.map(({ at, text }, index) => (
        <span key={text}>
          {index > 0 ? " · " : null}
          {at === null ? (
            text
          ) : (
            <time dateTime={at} title={formats.dateTime(at)}>
              {text}
            </time>
          )}
        </span>
      ))}
    </p>
  );
}

function End({ icon, children }: { icon: LucideIcon; children: ReactNode }) {
  return (
    <div className="flex gap-3">
      <Dot icon={icon} last />
      <p className="py-1 text-ink-soft">{children}</p>
    </div>
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
