import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Ban, CircleCheck, KeyRound, type LucideIcon, RefreshCw, TriangleAlert } from "lucide-react";
import { toast } from "sonner";
import type { Queue, QueueLane, QueueLimit } from "#contracts/api/queue.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { Chip, type Tone } from "#ui/chip.tsx";
import { Progress } from "#ui/progress.tsx";
import { useApi } from "../../app-context.tsx";
import { errorText } from "../../error-text.ts";
import { useFormats, useMessages } from "../../language.tsx";
import { useProviderLabel } from "../../shell/use-provider-label.ts";
import { isSwitchedOff, type SourceState, type SourceView, share, sourcesOf } from "./queue-view.ts";

const looks: Record<SourceState, { tone: Tone; icon: LucideIcon }> = {
  well: { tone: "good", icon: CircleCheck },
  half_open: { tone: "info", icon: RefreshCw },
  open: { tone: "warn", icon: TriangleAlert },
  auth: { tone: "bad", icon: KeyRound },
  out_of_credits: { tone: "bad", icon: Ban },
};

/** One row a source: how it is, who waits at it, and how much of its limits is used. */
export function Sources({ queue }: { queue: Queue }) {
  const { queue: texts } = useMessages();
  return (
    <section className="grid gap-3" aria-labelledby="queue-sources">
      <div className="grid gap-0.5">
        <h2 id="queue-sources" className="text-base">
          {texts.sources}
        </h2>
        <p className="text-xs text-ink-faint">{texts.sourcesNote}</p>
      </div>
      <Card className="overflow-hidden">
        <ul className="grid divide-y divide-line">
          {sourcesOf(queue).map((source) => (
            <Source key={source.provider} source={source} />
          ))}
        </ul>
      </Card>
    </section>
  );
}

function Source({ source }: { source: SourceView }) {
  const { queue: texts } = useMessages();
  const formats = useFormats();
  const label = useProviderLabel()(source.provider);
  const time = source.stateTime;
  return (
    <li className="grid gap-x-8 gap-y-3 px-4 py-3.5 lg:grid-cols-[15rem_1fr_18rem]">
      <div className="grid content-start justify-items-start gap-1">
        <div className="flex flex-wrap items-center gap-2">
          <h3 className="text-sm font-semibold">{label}</h3>
          <Chip {...looks[source.state]}>{texts.states[source.state]}</Chip>
        </div>
        {time === null ? null : (
          <p className="text-xs text-ink-faint">
            {isSwitchedOff(source.state)
              ? texts.switchedOff(formats.dateTime(time))
              : source.state === "open"
                ? texts.retryAt(formats.time(time))
                : null}
          </p>
        )}
        {source.enableKey === null ? null : (
          <Enable provider={source.provider} keyId={source.enableKey} label={label} />
        )}
      </div>
      <div className="grid content-start gap-2">
        {source.lanes.length === 0 ? (
          <p className="text-ink-faint">{texts.noLine}</p>
        ) : (
          source.lanes.map((lane) => <Lane key={lane.channel} lane={lane} />)
        )}
      </div>
      {source.limits.length === 0 ? null : (
        <ul aria-label={texts.limits} className="grid content-start gap-2">
          {source.limits.map((limit) => (
            <Limit key={`${limit.key_id} ${limit.route} ${limit.per_ms}`} limit={limit} source={label} />
          ))}
        </ul>
      )}
    </li>
  );
}

function Lane({ lane }: { lane: QueueLane }) {
  const { queue: texts } = useMessages();
  const formats = useFormats();
  const shown = (["ready", "leased", "later", "paused"] as const).filter(
    (name) => lane[name] > 0 || name === "ready" || name === "leased",
  );
  return (
    <div className="grid grid-cols-[4.5rem_1fr] items-baseline gap-x-3">
      <p className="text-xs text-ink-faint">{texts.channels[lane.channel]}</p>
      <dl className="flex flex-wrap gap-x-4 gap-y-0.5">
        {shown.map((name) => (
          <div key={name} className="flex flex-row-reverse items-baseline gap-1">
            <dt className="text-xs text-ink-faint">{texts.counts[name]}</dt>
            <dd className="font-semibold">{formats.number(lane[name])}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Limit({ limit, source }: { limit: QueueLimit; source: string }) {
  const { queue: texts } = useMessages();
  const text = `${texts.limit(limit.used, limit.capacity)} ${texts.per(limit.per_ms)}`;
  return (
    <li className="grid gap-1">
      <p className="flex justify-between gap-3 text-xs">
        <span className="truncate text-ink-soft">{limit.route}</span>
        <span className="shrink-0 text-ink-faint">{text}</span>
      </p>
      <Progress
        label={texts.limitName(source, limit.route)}
        value={Math.min(limit.used, limit.capacity)}
        max={limit.capacity}
        text={text}
        tone={share(limit) >= 0.9 ? "accent" : "still"}
      />
    </li>
  );
}

function Enable({ provider, keyId, label }: { provider: string; keyId: string; label: string }) {
  const messages = useMessages();
  const api = useApi();
  const queryClient = useQueryClient();
  const enable = useMutation({
    mutationFn: () => api.raw("/queue/sources/enable", { method: "POST", body: { provider, key_id: keyId } }),
    onSuccess: () => {
      toast(messages.queue.enabled(label));
      return queryClient.invalidateQueries({ queryKey: ["queue"] });
    },
    onError: (error) => toast.error(errorText(messages.errors, error)),
  });
  return (
    <Button size="sm" busy={enable.isPending} onClick={() => enable.mutate()}>
      {messages.queue.enable}
      <span className="sr-only">: {label}</span>
    </Button>
  );
}
