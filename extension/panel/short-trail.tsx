import type { ContactAnswer, TrailEntry } from "#contracts/api/contacts.ts";
import { catalogueEntry } from "#core/cascade/catalogue.ts";
import { wordText } from "#core/i18n/messages.ts";
import { useLanguage } from "./language.tsx";

const label = (provider: string): string => catalogueEntry(provider)?.label ?? provider;

/** Who was asked, what came back and what it cost, a line each; then why it ended. */
export function ShortTrail({ answer: { contact, trail } }: { answer: ContactAnswer }) {
  const { messages } = useLanguage();
  const { results: texts, account } = messages;
  const end = contact.status === "done" && contact.reason !== null ? wordText(texts.stops, contact.reason) : null;
  if (trail.length === 0 && end === null) return null;
  return (
    <section className="grid gap-2">
      <h3 className="font-semibold">{account.lead.trail}</h3>
      <ol className="divide-y divide-line rounded-lg border border-line bg-surface">
        {trail.map((entry) => (
          <Ask key={entry.id} entry={entry} />
        ))}
        {end === null ? null : <li className="px-3 py-2 text-xs text-ink-soft">{end}</li>}
      </ol>
    </section>
  );
}

function Ask({ entry }: { entry: TrailEntry }) {
  const { messages, formats } = useLanguage();
  const { trail: texts } = messages.results;
  const said = [
    wordText(texts.outcomes, entry.outcome),
    ...(entry.label === null ? [] : [wordText(texts.labels, entry.label)]),
    ...(entry.confidence === null ? [] : [texts.sure(entry.confidence)]),
  ];
  return (
    <li className="grid gap-0.5 px-3 py-2">
      <p className="flex justify-between gap-3">
        <span className="min-w-0 break-words">{texts.ask(label(entry.provider), texts.channels[entry.channel])}</span>
        <span className="shrink-0 text-xs text-ink-soft">
          {entry.cost_micros === 0 ? texts.free : formats.usd(entry.cost_micros)}
        </span>
      </p>
      <p className="text-xs wrap-anywhere text-ink-soft">
        {[...said, ...[entry.email, entry.phone].filter((value) => value !== null)].join(" · ")}
      </p>
    </li>
  );
}
