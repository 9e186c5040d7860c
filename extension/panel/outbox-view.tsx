import { CircleCheck, Clock, Inbox, Send, TriangleAlert } from "lucide-react";
import { useCallback, useState } from "react";
import type { BatchState } from "#core/outbox/delivery.ts";
import { Button } from "#ui/button.tsx";
import { Chip, type Tone } from "#ui/chip.tsx";
import { EmptyState } from "#ui/empty-state.tsx";
import { Notice } from "#ui/notice.tsx";
import { askWorker } from "../messaging/ask-worker.ts";
import type { OutboxBatch } from "../outbox/database.ts";
import { useLanguage } from "./language.tsx";
import { outbox } from "./outbox.ts";
import { useLive } from "./use-live.ts";

/** Batches shown; the counts are those of all. */
const shown = 50;

/** What waits, why, and what was sent. Read from the database itself: it is right whatever the worker is doing. */
export function OutboxView({ owner }: { owner: string }) {
  const { messages } = useLanguage();
  const texts = messages.panel.outbox;
  const [problem, setProblem] = useState<string | null>(null);
  const query = useCallback(async () => {
    const batches = await outbox.batches
      .where("[owner+created_at]")
      .between([owner, 0], [owner, Infinity])
      .reverse()
      .toArray();
    const unsent = batches.filter(({ state }) => state !== "sent");
    const sum = (list: OutboxBatch[]) => list.reduce((total, batch) => total + batch.count, 0);
    // What waits comes first; what was sent may fill the rest.
    const visible = [...unsent, ...batches.filter(({ state }) => state === "sent")].slice(0, shown);
    const people = (list: OutboxBatch[]) => sum(list.filter(({ kind }) => kind === "people"));
    const companies = sum(unsent) - people(unsent);
    return { visible, waiting: people(unsent), companies, sent: people(batches) - people(unsent) };
  }, [owner]);
  const box = useLive(query);
  if (box === null) return <p className="text-ink-faint">{messages.common.loading}</p>;
  if (box.visible.length === 0) {
    return (
      <EmptyState icon={Inbox} title={texts.empty.title}>
        {texts.empty.body}
      </EmptyState>
    );
  }
  function heading({ waiting, companies, sent }: { waiting: number; companies: number; sent: number }): string {
    if (waiting > 0) return texts.waiting(waiting);
    return companies > 0
      ? `${messages.capture.companies.count(companies)} · ${texts.states.pending}`
      : texts.allSent(sent);
  }
  async function sendNow() {
    const answer = await askWorker("send_now", {});
    setProblem(answer.ok ? null : (messages.panel.problems[answer.reason] ?? null));
  }
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-lg font-semibold" aria-live="polite">
          {heading(box)}
        </h2>
        {box.waiting + box.companies > 0 ? <Button onClick={() => void sendNow()}>{texts.sendNow}</Button> : null}
      </div>
      {problem === null ? null : (
        <Notice tone="bad" announce>
          {problem}
        </Notice>
      )}
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {box.visible.map((batch) => (
          <BatchRow key={batch.id} batch={batch} />
        ))}
      </ul>
    </div>
  );
}

const looks: Record<BatchState, { tone: Tone; icon: typeof Clock }> = {
  pending: { tone: "info", icon: Clock },
  sending: { tone: "info", icon: Send },
  sent: { tone: "good", icon: CircleCheck },
  held: { tone: "warn", icon: TriangleAlert },
};

function BatchRow({ batch }: { batch: OutboxBatch }) {
  const { messages, formats } = useLanguage();
  const texts = messages.panel.outbox;
  const unusable = batch.state === "sent" ? batch.count - batch.accepted - batch.duplicates : 0;
  const notes = [
    batch.kind === "people" ? texts.people(batch.count) : messages.capture.companies.count(batch.count),
    ...(batch.duplicates > 0 ? [texts.duplicates(batch.duplicates)] : []),
    ...(unusable > 0 ? [texts.unusable(unusable)] : []),
    ...(batch.state === "pending" && batch.reason !== null
      ? [texts.next(formats.time(new Date(batch.next_at).toISOString()))]
      : []),
  ];
  return (
    <li className="grid gap-1 px-3 py-2">
      <div className="flex items-start gap-2">
        <p className="min-w-0 grow break-words">{batch.name}</p>
        <Chip {...looks[batch.state]}>{texts.states[batch.state]}</Chip>
      </div>
      <p className="text-xs text-ink-soft">{notes.join(" · ")}</p>
      {batch.reason === null ? null : <p className="text-xs text-ink-soft">{texts.reasons[batch.reason]}</p>}
      {batch.detail === null || batch.state === "sent" ? null : (
        <p className="text-xs break-words text-ink-faint">{batch.detail}</p>
      )}
    </li>
  );
}
