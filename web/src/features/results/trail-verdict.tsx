import { Check, CircleHelp, Minus, X } from "lucide-react";
import type { TrailEntry } from "#contracts/api/contacts.ts";
import { wordText } from "#core/i18n/messages.ts";
import { cn } from "#ui/cn.ts";
import { useMessages } from "../../language.tsx";

type Verdict = NonNullable<TrailEntry["verdict"]>;
type EmailVerdict = Extract<Verdict, { checks: unknown }>;
type PhoneVerdict = Extract<Verdict, { e164: unknown }>;

/** What our own checks said of an answer, as a line of facts. */
export function TrailVerdict({ verdict }: { verdict: Verdict }) {
  return "checks" in verdict ? <EmailChecks verdict={verdict} /> : <PhoneFacts verdict={verdict} />;
}

const listStyle = "flex flex-wrap gap-x-4 gap-y-1 rounded-md bg-sunken px-2.5 py-1.5 text-xs";
const checkIcons = { pass: Check, fail: X, unknown: CircleHelp, skipped: Minus };
const checkColours = { pass: "text-good", fail: "text-bad", unknown: "text-warn", skipped: "text-ink-faint" };

function EmailChecks({ verdict }: { verdict: EmailVerdict }) {
  const { results: texts } = useMessages();
  const names = ["syntax", "domain", "mx", "smtp"] as const;
  return (
    <dl aria-label={texts.trail.checks} className={listStyle}>
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

function PhoneFacts({ verdict }: { verdict: PhoneVerdict }) {
  const { trail: words } = useMessages();
  const carrier = verdict.carrier_source === "lookup" ? words.carrierToday : words.phoneFacts.carrier;
  const facts: [string, string | null][] = [
    [words.phoneFacts.region, verdict.region === "001" ? null : verdict.region],
    [carrier, verdict.carrier],
    [words.phoneFacts.location, verdict.location],
    [words.phoneFacts.active, verdict.active === null ? null : verdict.active ? words.active.yes : words.active.no],
  ];
  const good = verdict.reason === "valid";
  const Icon = good ? Check : CircleHelp;
  return (
    <dl aria-label={words.phoneCheck} className={listStyle}>
      <div className="flex items-center gap-1">
        <Icon aria-hidden className={cn("size-3.5", good ? "text-good" : "text-warn")} strokeWidth={2.5} />
        <dt className="sr-only">{words.phoneCheck}</dt>
        <dd className="text-ink-soft">{wordText(words.phoneReasons, verdict.reason)}</dd>
      </div>
      {facts.map(([label, value]) =>
        value === null ? null : (
          <div key={label} className="flex gap-1">
            <dt className="text-ink-faint">{label}</dt>
            <dd className="text-ink-soft">{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
