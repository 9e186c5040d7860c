import { useState } from "react";
import type { QueueLease } from "#contracts/api/queue.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { useFormats, useMessages } from "../../language.tsx";
import { useProviderLabel } from "../../shell/use-provider-label.ts";

const shownAtFirst = 8;

/** Calls under way, oldest first: what each waits for, and who holds it. */
export function Leases({ leases, now }: { leases: readonly QueueLease[]; now: number }) {
  const { queue: texts } = useMessages();
  const [all, setAll] = useState(false);
  const shown = all ? leases : leases.slice(0, shownAtFirst);
  return (
    <section className="grid gap-3" aria-labelledby="queue-leases">
      <h2 id="queue-leases" className="text-base">
        {texts.leases}
      </h2>
      <Card className="overflow-hidden">
        {leases.length === 0 ? (
          <p className="px-4 py-3.5 text-ink-faint">{texts.leasesNone}</p>
        ) : (
          <ul className="grid divide-y divide-line">
            {shown.map((lease) => (
              <Lease key={lease.batch_id} lease={lease} now={now} />
            ))}
          </ul>
        )}
        {leases.length > shownAtFirst ? (
          <div className="border-t border-line px-3 py-2">
            <Button variant="ghost" size="sm" aria-expanded={all} onClick={() => setAll(!all)}>
              {all ? texts.showFewer : texts.showAll(leases.length)}
            </Button>
          </div>
        ) : null}
      </Card>
    </section>
  );
}

function Lease({ lease, now }: { lease: QueueLease; now: number }) {
  const { queue: texts } = useMessages();
  const formats = useFormats();
  const label = useProviderLabel();
  const due = lease.leased_until ?? lease.poll_at;
  const late = due !== null && Date.parse(due) < now - 5_000;
  const facts: (string | null)[] = [
    lease.leased_until !== null
      ? texts.leaseUntil(formats.time(lease.leased_until))
      : lease.poll_at === null
        ? null
        : texts.polledAt(formats.time(lease.poll_at)),
    lease.takeovers > 0 ? texts.takeovers(lease.takeovers) : null,
    lease.worker === null ? null : texts.worker(lease.worker.slice(0, 8)),
    texts.started(formats.ago(lease.created_at, now)),
  ];
  return (
    <li className="grid gap-x-6 gap-y-0.5 px-4 py-2.5 sm:grid-cols-[12rem_9rem_1fr]">
      <p>
        <span className="font-semibold">{label(lease.provider)}</span>{" "}
        <span className="text-ink-faint">{texts.channels[lease.channel]}</span>
      </p>
      <p className="text-ink-soft">{texts.people(lease.contacts)}</p>
      <p className="text-xs leading-5 text-ink-faint">
        <span className="text-ink-soft">{texts.leaseStates[lease.state]}</span>
        {late ? <span className="font-semibold text-on-warn-soft"> · {texts.overdue}</span> : null}
        {facts.map((fact) => (fact === null ? null : ` · ${fact}`))}
      </p>
    </li>
  );
}
