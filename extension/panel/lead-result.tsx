import { CircleAlert, CircleCheck, CircleHelp, CircleX, LoaderCircle, type LucideIcon, Phone } from "lucide-react";
import { useMemo } from "react";
import type { Contact, ContactAnswer } from "#contracts/api/contacts.ts";
import type { WorkerAnswer } from "#contracts/extension-messages.ts";
import { wordText } from "#core/i18n/messages.ts";
import type { EmailStatus } from "#core/verification/email-verdict.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { Chip, type Tone } from "#ui/chip.tsx";
import { CopyButton } from "#ui/copy-button.tsx";
import { LiveText } from "#ui/live-text.tsx";
import { Notice } from "#ui/notice.tsx";
import { askWorker } from "../messaging/ask-worker.ts";
import { useLanguage } from "./language.tsx";
import { ListPicker } from "./list-picker.tsx";
import { ShortTrail } from "./short-trail.tsx";
import { useAsked } from "./use-asked.ts";
import type { Taken } from "./use-taken.ts";

const open = new Set<Contact["status"]>(["draft", "pending", "working"]);

/** What became of one person: on the way, being asked about, or the result with its trail. */
export function LeadResult({ taken, dashboard }: { taken: Taken; dashboard: string }) {
  const { messages } = useLanguage();
  const texts = messages.account.lead;
  const { job, row, state } = taken;
  const ask = useAskContact(job, row);
  const { value } = useAsked(ask, 1_500);
  const answer = value?.answer.ok === true ? value.answer.value : null;

  if (state === "refused") return <Notice tone="warn">{texts.refused}</Notice>;
  if (state === "held") return <Notice tone="warn">{texts.held}</Notice>;
  if (value !== null && !value.answer.ok) {
    return (
      <Notice tone="bad" announce>
        {messages.panel.problems[value.answer.reason]}
      </Notice>
    );
  }
  if (answer === null) return <Step text={state === "waiting" ? texts.steps.waiting : texts.steps.sending} />;
  if (open.has(answer.contact.status)) {
    const asked = answer.trail.length;
    return (
      <>
        <Step text={asked === 0 ? texts.steps.queued : texts.steps.asking(asked)} />
        <ShortTrail answer={answer} />
      </>
    );
  }
  return <KnownLead answer={answer} dashboard={dashboard} />;
}

interface Asked {
  answer: WorkerAnswer<ContactAnswer | null>;
}

/** Asks for the contact of a row; what is done no longer changes and is not asked for again. */
function useAskContact(job: string | null, row: number): () => Promise<Asked | null> {
  return useMemo(() => {
    let done: Asked | null = null;
    return async () => {
      if (job === null || done !== null) return done;
      const answer = await askWorker("contact", { job, row });
      const { value } = answer.ok ? answer : { value: null };
      if (value !== null && !open.has(value.contact.status)) done = { answer };
      return { answer };
    };
  }, [job, row]);
}

function Step({ text }: { text: string }) {
  return (
    <Card className="flex items-center gap-3 p-4">
      <LoaderCircle aria-hidden className="size-5 shrink-0 animate-spin text-accent" />
      <p>{text}</p>
      <LiveText text={text} everyMs={4_000} />
    </Card>
  );
}

const emailLooks: Record<EmailStatus, { tone: Tone; icon: LucideIcon }> = {
  deliverable: { tone: "good", icon: CircleCheck },
  risky: { tone: "warn", icon: CircleAlert },
  undeliverable: { tone: "bad", icon: CircleX },
  unknown: { tone: "neutral", icon: CircleHelp },
};

/** What is known of a person: how to reach them, what it cost, how it was found. */
export function KnownLead({ answer, dashboard }: { answer: ContactAnswer; dashboard: string }) {
  const { messages, formats } = useLanguage();
  const { results: words, common, account } = messages;
  const { contact, trail } = answer;
  const texts = account.lead;
  const wanted = {
    email: contact.email !== null || trail.some(({ channel }) => channel === "email"),
    phone: contact.phone !== null || trail.some(({ channel }) => channel === "phone"),
  };
  const found = [contact.email, contact.phone].filter((value) => value !== null);
  return (
    <section aria-label={texts.found} className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <LiveText text={found.length === 0 ? texts.announced.nothing : texts.announced.found(formats.list(found))} />
      <Card className="grid gap-3 p-4">
        {wanted.email || !wanted.phone ? (
          <Value
            label={texts.email}
            value={contact.email}
            none={texts.none.email}
            copy={common.copy}
            copied={common.copied}
            chip={
              contact.email_status === null ? null : (
                <Chip {...emailLooks[contact.email_status]}>
                  {words.emailStatuses[contact.email_status]}
                  {contact.email_confidence === null ? "" : ` ${formats.number(contact.email_confidence)}`}
                </Chip>
              )
            }
          />
        ) : null}
        {wanted.phone ? (
          <Value
            label={texts.phone}
            value={contact.phone}
            none={texts.none.phone}
            copy={common.copy}
            copied={common.copied}
            chip={
              contact.phone_type === null ? null : (
                <Chip tone="neutral" icon={Phone}>
                  {wordText(words.phoneTypes, contact.phone_type)}
                </Chip>
              )
            }
          />
        ) : null}
        <p className="border-t border-line pt-3 text-xs text-ink-soft">
          {found.length === 0 && contact.credits_milli === 0 ? texts.nothing : texts.charged(contact.credits_milli)}
        </p>
      </Card>
      <div className="flex flex-wrap items-start gap-2">
        <ListPicker add={(list) => askWorker("list_add", { list, contacts: [contact.id] })} />
        <Button variant="ghost" asChild>
          <a href={`${dashboard}/jobs/${contact.job_id}?contact=${contact.id}`} target="_blank" rel="noreferrer">
            {texts.open}
          </a>
        </Button>
      </div>
      <ShortTrail answer={answer} />
    </section>
  );
}

interface ValueProps {
  label: string;
  value: string | null;
  none: string;
  chip: React.ReactNode;
  copy: (what: string) => string;
  copied: string;
}

function Value({ label, value, none, chip, copy, copied }: ValueProps) {
  return (
    <div className="grid gap-0.5">
      <p className="text-xs text-ink-faint">{label}</p>
      {value === null ? (
        <p className="text-ink-soft">{none}</p>
      ) : (
        <>
          <p className="flex items-center gap-1">
            <span className="min-w-0 text-base font-semibold wrap-anywhere">
              <Breakable text={value} />
            </span>
            <CopyButton text={value} label={copy(value)} copiedLabel={copied} />
          </p>
          <p>{chip}</p>
        </>
      )}
    </div>
  );
}

/** An address that is too long for the line goes on after its "@". */
function Breakable({ text }: { text: string }) {
  const at = text.indexOf("@") + 1;
  return (
    <>
      {text.slice(0, at)}
      {at === 0 ? null : <wbr />}
      {text.slice(at)}
    </>
  );
}
