import { ChevronDown, ChevronUp } from "lucide-react";
import type { ReactNode } from "react";
import type { Contact } from "#contracts/api/contacts.ts";
import { wordText } from "#core/i18n/messages.ts";
import { Button } from "#ui/button.tsx";
import { CopyButton } from "#ui/copy-button.tsx";
import { Sheet } from "#ui/sheet.tsx";
import { Skeleton } from "#ui/skeleton.tsx";
import { useFormats, useMessages } from "../../language.tsx";
import { LoadFailure } from "../../shell/load-failure.tsx";
import { personName } from "../imports/preview-rows.ts";
import { AddressFeedback } from "./address-feedback.tsx";
import { ContactChip, EmailStatusChip } from "./chips.tsx";
import { ConfidenceReasons } from "./confidence-reasons.tsx";
import type { ContactRow } from "./contact-query.ts";
import { canReport } from "./feedback-view.ts";
import { useContact } from "./queries.ts";
import { Trail } from "./trail.tsx";

interface ContactSheetProps {
  contactId: string;
  /** The rows behind the sheet, to go on to the next. */
  rows: ContactRow[];
  onOpen: (id: string | undefined) => void;
}

export function ContactSheet({ contactId, rows, onOpen }: ContactSheetProps) {
  const messages = useMessages();
  const texts = messages.results;
  const answer = useContact(contactId);
  const index = rows.findIndex((row) => row.id === contactId);
  const row = rows[index];
  const contact = answer.data?.contact;
  const shown = contact ?? row;
  const name = (shown && personName(shown)) || texts.noName;
  const work = [shown?.title, shown?.company ?? shown?.domain].filter(Boolean).join(" · ");
  const go = (id: string | undefined) => (id === undefined ? {} : { onClick: () => onOpen(id) });
  const before = rows[index - 1]?.id;
  const after = index < 0 ? undefined : rows[index + 1]?.id;

  return (
    <Sheet
      open
      onOpenChange={(open) => {
        if (!open) onOpen(undefined);
      }}
      title={name}
      description={work}
      closeLabel={messages.common.close}
      onCloseAutoFocus={(event) => {
        // Back to the row that is open now, which may not be the one that opened the sheet.
        const target = document.querySelector<HTMLElement>(`[data-open-row="${index}"]`);
        if (!target) return;
        event.preventDefault();
        target.focus();
      }}
      actions={
        <>
          <Button
            variant="ghost"
            size="icon"
            aria-label={texts.trail.previous}
            disabled={before === undefined}
            {...go(before)}
          >
            <ChevronUp aria-hidden />
          </Button>
          <Button
            variant="ghost"
            size="icon"
            aria-label={texts.trail.next}
            disabled={after === undefined}
            {...go(after)}
          >
            <ChevronDown aria-hidden />
          </Button>
        </>
      }
    >
      <div className="grid gap-6 p-5">
        {answer.isError && !answer.data ? (
          <LoadFailure error={answer.error} onRetry={() => void answer.refetch()} />
        ) : answer.data ? (
          <>
            <Outcome contact={answer.data.contact} />
            {canReport(answer.data.contact) ? <AddressFeedback contact={answer.data.contact} /> : null}
            {answer.data.contact.email_assessment === null ? null : (
              <ConfidenceReasons
                assessment={answer.data.contact.email_assessment}
                confidence={answer.data.contact.email_confidence}
              />
            )}
            <section className="grid gap-4">
              <h3 className="text-base font-semibold">{texts.trail.title}</h3>
              <Trail answer={answer.data} />
            </section>
            <Known contact={answer.data.contact} />
          </>
        ) : (
          <SheetSkeleton />
        )}
      </div>
    </Sheet>
  );
}

function Outcome({ contact }: { contact: Contact }) {
  const { common, results: texts } = useMessages();
  return (
    <section className="grid gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <ContactChip contact={contact} />
        {contact.email_status === null ? null : (
          <EmailStatusChip status={contact.email_status} confidence={contact.email_confidence} />
        )}
      </div>
      {contact.email === null && contact.phone === null ? null : (
        <dl className="grid gap-2 rounded-md border border-line px-4 py-3">
          {contact.email === null ? null : (
            <Value label={texts.email} copy={contact.email} copyLabel={common.copy(contact.email)}>
              {contact.email}
            </Value>
          )}
          {contact.phone === null ? null : (
            <Value
              label={[texts.phone, wordText(texts.phoneTypes, contact.phone_type)].filter(Boolean).join(" · ")}
              copy={contact.phone}
              copyLabel={common.copy(contact.phone)}
            >
              {contact.phone}
            </Value>
          )}
        </dl>
      )}
    </section>
  );
}

interface ValueProps {
  label: string;
  copy: string;
  copyLabel: string;
  children: ReactNode;
}

function Value({ label, copy, copyLabel, children }: ValueProps) {
  const { common } = useMessages();
  return (
    <div>
      <dt className="text-xs text-ink-faint">{label}</dt>
      <dd className="flex items-center gap-1.5 text-base font-semibold">
        <span className="min-w-0 wrap-anywhere">{children}</span>
        <CopyButton text={copy} label={copyLabel} copiedLabel={common.copied} />
      </dd>
    </div>
  );
}

function Known({ contact }: { contact: Contact }) {
  const { results: texts } = useMessages();
  const { number } = useFormats();
  const facts: [string, string | null][] = [
    [texts.known.name, contact.full_name ?? contact.name_raw],
    [texts.known.title, contact.title],
    [texts.known.company, contact.company],
    [texts.known.domain, contact.domain],
    [texts.known.location, contact.location],
    [texts.known.linkedin, contact.linkedin_url],
    [texts.known.given_email, contact.given_email],
    [texts.known.given_phone, contact.given_phone],
    [texts.known.row, number(contact.row_number)],
  ];
  return (
    <section className="grid gap-3 border-t border-line pt-5">
      <h3 className="text-base font-semibold">{texts.trail.knownTitle}</h3>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1.5">
        {facts.map(([label, value]) =>
          value === null || value === "" ? null : (
            <div key={label} className="contents">
              <dt className="text-ink-faint">{label}</dt>
              <dd className="break-words">
                {value.startsWith("https://www.linkedin.com/") ? (
                  <a
                    href={value}
                    target="_blank"
                    rel="noreferrer noopener"
                    className="text-accent underline-offset-4 hover:underline"
                  >
                    {value.replace("https://www.", "")}
                  </a>
                ) : (
                  value
                )}
              </dd>
            </div>
          ),
        )}
      </dl>
    </section>
  );
}

function SheetSkeleton() {
  const { results: texts } = useMessages();
  return (
    <>
      <p role="status" className="sr-only">
        {texts.trail.loading}
      </p>
      <Skeleton className="h-5 w-40" />
      <Skeleton className="h-16" />
      {["a", "b", "c"].map((row) => (
        <div key={row} className="flex gap-3">
          <Skeleton className="size-7 rounded-full" />
          <div className="grid grow gap-2">
            <Skeleton className="w-48" />
            <Skeleton className="h-3 w-64" />
          </div>
        </div>
      ))}
    </>
  );
}
