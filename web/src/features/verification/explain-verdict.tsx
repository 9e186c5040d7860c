import { Check, CircleHelp, Minus, X } from "lucide-react";
import { type ReactNode, useId } from "react";
import type { VerificationRow } from "#contracts/api/verification-lists.ts";
import { wordText } from "#core/i18n/messages.ts";
import type { RowStatus } from "#core/verification/list-words.ts";
import { Button } from "#ui/button.tsx";
import { cn } from "#ui/cn.ts";
import { useFormats, useLanguage, useMessages } from "../../language.tsx";
import { RowStatusChip } from "./status-chip.tsx";
import { reasonText } from "./verdict-text.ts";

type Verdict = NonNullable<VerificationRow["verdict"]>;
type EmailVerdict = Extract<Verdict, { email: string }>;
type PhoneVerdict = Exclude<Verdict, EmailVerdict>;

interface ExplainProps {
  status: RowStatus | null;
  verdict: Verdict;
  /** Present where the suggested address can be checked at once. */
  onSuggestion?: (address: string) => void;
}

/** A verdict in words, what was found out, and the score line by line. */
export function ExplainVerdict({ status, verdict, onSuggestion }: ExplainProps) {
  const { verification: texts } = useMessages();
  return (
    <div className="grid gap-5">
      <div className="grid gap-2">
        <div>
          <RowStatusChip status={status} />
        </div>
        <p>{reasonText(texts.reasons, verdict.reason)}</p>
      </div>
      {"email" in verdict ? (
        <EmailFacts verdict={verdict} {...(onSuggestion ? { onSuggestion } : {})} />
      ) : (
        <PhoneFacts verdict={verdict} />
      )}
      <ScoreTable verdict={verdict} />
    </div>
  );
}

function EmailFacts({ verdict, onSuggestion }: { verdict: EmailVerdict; onSuggestion?: (address: string) => void }) {
  const { verification: texts } = useMessages();
  const formats = useFormats();
  const { suggestion, normalized, provider, retry_after } = verdict;
  const flags = Object.entries(verdict.flags).flatMap(([name, set]) => (set ? [wordText(texts.flagNames, name)] : []));
  return (
    <>
      {suggestion === null ? null : (
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 rounded-md bg-warn-soft px-3.5 py-2.5 text-on-warn-soft">
          <span>
            {texts.explain.suggestion} <strong className="break-all">{suggestion}</strong>?
          </span>
          {onSuggestion ? (
            <Button size="sm" onClick={() => onSuggestion(suggestion)}>
              {texts.explain.useSuggestion}
            </Button>
          ) : null}
        </p>
      )}
      <Checks checks={verdict.checks} />
      {retry_after === null ? null : <p>{texts.explain.retry(formats.dateTime(retry_after))}</p>}
      <Facts
        rows={[
          [texts.explain.normalized, normalized],
          [texts.explain.provider, provider === null ? null : wordText({}, provider)],
          [texts.explain.flags, flags.join(", ")],
        ]}
      />
    </>
  );
}

function PhoneFacts({ verdict }: { verdict: PhoneVerdict }) {
  const { verification: texts, results } = useMessages();
  const { locale } = useLanguage();
  const names = new Intl.DisplayNames([locale], { type: "region", fallback: "code" });
  const { e164, international, type, region, carrier, carrier_source, location, timezones, portable } = verdict;
  const country = region !== null && /^[A-Z]{2}$/.test(region) ? names.of(region) : null;
  return (
    <>
      <Facts
        rows={[
          [texts.explain.e164, international ?? e164],
          [texts.explain.type, type === "UNKNOWN" ? null : wordText(results.phoneTypes, type)],
          [texts.explain.region, country ?? null],
          [carrier_source === "lookup" ? texts.explain.carrierNow : texts.explain.carrier, carrier],
          [texts.explain.location, location],
          [texts.explain.timezones, timezones.join(", ")],
        ]}
      />
      {carrier !== null && portable === true && carrier_source !== "lookup" ? (
        <p className="text-xs text-ink-faint">{texts.explain.portable}</p>
      ) : null}
    </>
  );
}

const checkIcons = { pass: Check, fail: X, unknown: CircleHelp, skipped: Minus };
const checkColours = { pass: "text-good", fail: "text-bad", unknown: "text-warn", skipped: "text-ink-faint" };

function Checks({ checks }: { checks: EmailVerdict["checks"] }) {
  const { verification, results } = useMessages();
  const names = ["syntax", "domain", "mx", "smtp"] as const;
  return (
    <dl aria-label={verification.explain.checks} className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
      {names.map((name) => {
        const state = checks[name];
        const Icon = checkIcons[state];
        return (
          <div key={name} className="flex items-center gap-1.5">
            <Icon aria-hidden className={cn("size-4", checkColours[state])} strokeWidth={2.5} />
            <dt>{results.trail.checkNames[name]}:</dt>
            <dd className="text-ink-soft">{results.trail.checkStates[state]}</dd>
          </div>
        );
      })}
    </dl>
  );
}

function Facts({ rows }: { rows: readonly (readonly [label: string, value: ReactNode])[] }) {
  const known = rows.filter(([, value]) => value !== null && value !== "");
  if (known.length === 0) return null;
  return (
    <dl className="grid gap-x-4 gap-y-1.5 sm:grid-cols-[auto_1fr]">
      {known.map(([label, value]) => (
        <div key={label} className="contents">
          <dt className="text-ink-faint max-sm:text-xs">{label}</dt>
          <dd className="min-w-0 break-words max-sm:mb-1">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The published score table as it applies here: its lines add up to the score. */
function ScoreTable({ verdict }: { verdict: Verdict }) {
  const { verification: texts } = useMessages();
  const { number } = useFormats();
  const title = useId();
  return (
    <section aria-labelledby={title} className="grid gap-2">
      <h3 id={title} className="text-base font-semibold">
        {texts.explain.title}
      </h3>
      <table className="w-full border-collapse">
        <caption className="sr-only">{texts.explain.caption}</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">{texts.explain.why}</th>
            <th scope="col">{texts.explain.points}</th>
          </tr>
        </thead>
        <tbody>
          {verdict.score_lines.map(({ code, points }) => (
            <tr key={code} className="border-b border-line align-baseline">
              <td className="py-1.5 pr-3">{wordText(texts.lines, code)}</td>
              <td className="w-14 py-1.5 text-right whitespace-nowrap tabular-nums">
                {points > 0 ? "+" : points < 0 ? "−" : ""}
                {number(Math.abs(points))}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr className="align-baseline font-semibold">
            <th scope="row" className="py-1.5 pr-3 text-left font-semibold">
              {texts.explain.total}
            </th>
            <td className="py-1.5 text-right whitespace-nowrap tabular-nums">
              {number(verdict.score)}
              <span className="font-normal text-ink-faint">&nbsp;/&nbsp;{number(100)}</span>
            </td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
