import { CircleCheck, Clock } from "lucide-react";
import type { Queue } from "#contracts/api/queue.ts";
import { Card } from "#ui/card.tsx";
import { Chip } from "#ui/chip.tsx";
import { Notice } from "#ui/notice.tsx";
import { useFormats, useMessages } from "../../language.tsx";

/** A worker says that it runs every five seconds; a few missed ones make it doubtful. */
const freshMs = 30_000;

export function Workers({ workers, now }: { workers: Queue["workers"]; now: number }) {
  const { queue: texts } = useMessages();
  const formats = useFormats();
  return (
    <section className="grid gap-3" aria-labelledby="queue-workers">
      <h2 id="queue-workers" className="text-base">
        {texts.workers}
      </h2>
      {workers.length === 0 ? (
        <Notice tone="warn">{texts.workersNone}</Notice>
      ) : (
        <Card>
          <ul className="flex flex-wrap gap-x-6 gap-y-2 px-4 py-3.5">
            {workers.map(({ worker, seen_at }) => {
              const fresh = Date.parse(seen_at) > now - freshMs;
              return (
                <li key={worker} className="flex items-center gap-2">
                  <code className="text-xs text-ink-soft">{worker.slice(0, 8)}</code>
                  <Chip tone={fresh ? "good" : "neutral"} icon={fresh ? CircleCheck : Clock}>
                    {texts.seen(formats.ago(seen_at, now))}
                  </Chip>
                </li>
              );
            })}
          </ul>
        </Card>
      )}
    </section>
  );
}
