import { useQuery } from "@tanstack/react-query";
import { Activity } from "lucide-react";
import { type Queue, queueSchema } from "#contracts/api/queue.ts";
import { Card } from "#ui/card.tsx";
import { EmptyState } from "#ui/empty-state.tsx";
import { FigureStrip } from "#ui/figure-strip.tsx";
import { Notice } from "#ui/notice.tsx";
import { Skeleton } from "#ui/skeleton.tsx";
import { ApiError } from "../../api.ts";
import { useApi } from "../../app-context.tsx";
import { useFormats, useMessages } from "../../language.tsx";
import { LoadFailure } from "../../shell/load-failure.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { useNow } from "../../shell/use-now.ts";
import { DeadLetters } from "./dead-letters.tsx";
import { Leases } from "./leases.tsx";
import { totalsOf } from "./queue-view.ts";
import { Sources } from "./sources.tsx";
import { Workers } from "./workers.tsx";

const refreshMs = 3_000;

/** What waits where, who is in trouble, what was given up; fresh every few seconds while somebody looks. */
export function QueuePage() {
  const { queue: texts } = useMessages();
  const formats = useFormats();
  const api = useApi();
  const queue = useQuery({
    queryKey: ["queue"],
    queryFn: ({ signal }) => api.call(queueSchema, "/queue", { signal }),
    refetchInterval: refreshMs,
  });
  const forbidden = queue.error instanceof ApiError && queue.error.code === "forbidden";
  return (
    <>
      <PageHeader
        title={texts.title}
        {...(queue.data ? { description: texts.intro[queue.data.scope] } : {})}
        actions={
          queue.data ? (
            <p className="flex items-center gap-2 text-xs text-ink-faint">
              <span aria-hidden className={`size-2 rounded-full ${queue.isError ? "bg-warn" : "bg-good"}`} />
              {texts.updated(formats.time(queue.data.as_of))}
            </p>
          ) : null
        }
      />
      {forbidden ? (
        <Notice tone="info">{texts.forbidden}</Notice>
      ) : queue.data ? (
        <>
          {queue.isError ? <LoadFailure error={queue.error} onRetry={() => void queue.refetch()} /> : null}
          <QueueView queue={queue.data} />
        </>
      ) : queue.isError ? (
        <LoadFailure error={queue.error} onRetry={() => void queue.refetch()} />
      ) : (
        <>
          <Card className="h-18" />
          <Card className="grid gap-6 p-5">
            {["a", "b", "c", "d"].map((row) => (
              <Skeleton key={row} />
            ))}
          </Card>
        </>
      )}
    </>
  );
}

function QueueView({ queue }: { queue: Queue }) {
  const { queue: texts } = useMessages();
  const formats = useFormats();
  const now = useNow(5_000);
  const totals = totalsOf(queue);
  const all = queue.scope === "installation";
  const oldest = queue.oldest_waiting;
  return (
    <>
      <FigureStrip
        figures={[
          { label: texts.figures.ready, value: formats.number(totals.ready) },
          { label: texts.figures.leased, value: formats.number(totals.leased) },
          { label: texts.figures.later, value: formats.number(totals.later) },
          { label: texts.figures.paused, value: formats.number(totals.paused) },
          {
            label: texts.figures.oldest,
            value: oldest === null ? texts.none : formats.span(Math.max(0, (now - Date.parse(oldest.since)) / 1_000)),
          },
          ...(all
            ? [
                {
                  label: texts.figures.workers,
                  value: formats.number(queue.workers.length),
                  tone: queue.workers.length > 0 ? ("good" as const) : ("warn" as const),
                },
              ]
            : []),
          {
            label: texts.figures.deadLetters,
            value: formats.number(queue.dead_letters.count),
            ...(queue.dead_letters.count > 0 ? { tone: "warn" as const } : {}),
          },
        ]}
      />
      {queue.lanes.length === 0 && queue.breakers.length === 0 && queue.limits.length === 0 ? (
        <Card>
          <EmptyState icon={Activity} title={texts.quiet} />
        </Card>
      ) : (
        <Sources queue={queue} />
      )}
      <DeadLetters letters={queue.dead_letters} />
      {all ? <Leases leases={queue.leases} now={now} /> : null}
      {all ? <Workers workers={queue.workers} now={now} /> : null}
    </>
  );
}
