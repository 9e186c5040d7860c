import type { TrailEntry } from "#contracts/api/contacts.ts";
import type { Tone } from "#ui/chip.tsx";
import { cn } from "#ui/cn.ts";
import { useFormats, useMessages } from "../../language.tsx";
import { outcomeLook } from "./outcome-look.ts";
import type { overviewOf } from "./trail-view.ts";

const colours: Record<Tone, string> = {
  good: "bg-good",
  warn: "bg-warn",
  bad: "bg-bad",
  info: "bg-accent",
  neutral: "bg-line-strong",
};

interface TrailOverviewProps {
  overview: NonNullable<ReturnType<typeof overviewOf>>;
  trail: readonly TrailEntry[];
}

/** All asks on one line of time, a row for each channel: what ran side by side, and what took long. */
export function TrailOverview({ overview, trail }: TrailOverviewProps) {
  const { trail: words } = useMessages();
  const formats = useFormats();
  const outcomes = new Map(trail.map(({ id, outcome }) => [id, outcome]));
  const rows = (["email", "phone"] as const)
    .map((channel) => overview.spans.filter((span) => span.channel === channel))
    .filter((spans) => spans.length > 0);
  const length = overview.ms < 60_000 ? formats.latency(overview.ms) : formats.span(overview.ms / 1_000);
  return (
    <div className="grid gap-1.5">
      <div aria-hidden className="grid gap-1">
        {rows.map((spans) => (
          <div key={spans[0]?.channel} className="relative h-1.5 overflow-hidden rounded-full bg-sunken">
            {spans.map((span) => (
              <span
                key={span.id}
                className={cn(
                  "absolute inset-y-0 rounded-full",
                  colours[outcomeLook(outcomes.get(span.id) ?? "").tone],
                )}
                style={{ left: `${span.from * 100}%`, width: `max(${span.length * 100}%, 4px)` }}
              />
            ))}
          </div>
        ))}
      </div>
      <p className="text-xs text-ink-faint">{words.overview(length)}</p>
    </div>
  );
}
