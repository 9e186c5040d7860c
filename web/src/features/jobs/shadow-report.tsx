import type { Job, ShadowReport as Shadow } from "#contracts/api/jobs.ts";
import { Card } from "#ui/card.tsx";
import { Skeleton } from "#ui/skeleton.tsx";
import { useFormats, useMessages } from "../../language.tsx";
import { LoadFailure } from "../../shell/load-failure.tsx";
import { isLive } from "./poll-interval.ts";
import { useShadow } from "./queries.ts";

/** What the policy would have done beside what the pinned order did. */
export function ShadowReport({ job }: { job: Job }) {
  const { shadow: texts } = useMessages().jobs;
  const shadow = useShadow(job.id, isLive(job.status));
  if (shadow.isError && !shadow.data) return <LoadFailure error={shadow.error} onRetry={() => void shadow.refetch()} />;
  return (
    <Card className="grid gap-3 p-5">
      <h2 className="text-base">{texts.title}</h2>
      {shadow.data === undefined ? (
        <Skeleton />
      ) : shadow.data.contacts === 0 ? (
        <p className="text-ink-soft">{texts.waiting}</p>
      ) : (
        <Comparison shadow={shadow.data} />
      )}
    </Card>
  );
}

function Comparison({ shadow }: { shadow: Shadow }) {
  const { shadow: texts } = useMessages().jobs;
  const formats = useFormats();
  const count = (value: number) => formats.number(Math.round(value));
  const usd = (value: number) => formats.usd(value * 1_000_000);
  const rows = [
    { name: texts.asks, actual: count(shadow.actual.asks), auto: count(shadow.auto.asks) },
    { name: texts.cost, actual: usd(shadow.actual.cost_usd), auto: usd(shadow.auto.cost_usd) },
    { name: texts.accepted, actual: count(shadow.actual.accepted), auto: count(shadow.auto.accepted) },
  ];
  return (
    <>
      <table className="w-full max-w-xl border-collapse">
        <caption className="pb-2 text-left text-ink-soft">{texts.intro(shadow.contacts)}</caption>
        <thead>
          <tr className="text-xs text-ink-faint">
            <th scope="col" className="pb-1 text-left">
              {texts.measure}
            </th>
            <th scope="col" className="pb-1 text-right">
              {texts.actual}
            </th>
            <th scope="col" className="pb-1 pl-3 text-right">
              {texts.auto}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name} className="border-t border-line">
              <th scope="row" className="py-2 text-left font-normal text-ink-soft">
                {row.name}
              </th>
              <td className="py-2 text-right tabular-nums">{row.actual}</td>
              <td className="py-2 pl-3 text-right font-semibold tabular-nums">{row.auto}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="max-w-xl text-xs text-pretty text-ink-faint">{texts.note(shadow.other_first, shadow.known)}</p>
    </>
  );
}
