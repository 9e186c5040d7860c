import { Layers } from "lucide-react";
import type { Job } from "#contracts/api/jobs.ts";
import { Card } from "#ui/card.tsx";
import { EmptyState } from "#ui/empty-state.tsx";
import { Progress } from "#ui/progress.tsx";
import { Skeleton } from "#ui/skeleton.tsx";
import { useFormats, useMessages } from "../../language.tsx";
import { LoadFailure } from "../../shell/load-failure.tsx";
import { useProviderLabel } from "../../shell/use-provider-label.ts";
import { isLive } from "./poll-interval.ts";
import { useReport } from "./queries.ts";

const headStyle = "px-3 sm:px-4 py-2 text-xs text-ink-faint";
const cellStyle = "px-3 sm:px-4 py-3 text-right";

/** What each source was asked and what came of it. */
export function SourcesReport({ job }: { job: Job }) {
  const { report: texts } = useMessages().jobs;
  const formats = useFormats();
  const label = useProviderLabel();
  const report = useReport(job.id, isLive(job.status));
  if (report.isError && !report.data) return <LoadFailure error={report.error} onRetry={() => void report.refetch()} />;
  if (!report.data) {
    return (
      <Card className="grid gap-6 p-5">
        {["a", "b", "c", "d"].map((row) => (
          <Skeleton key={row} />
        ))}
      </Card>
    );
  }
  const order = [...job.options.order, ...(job.options.phone_order ?? [])];
  const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  const providers = Object.entries(report.data.providers).sort(([a], [b]) => rank(a) - rank(b));
  if (providers.length === 0) {
    return (
      <Card>
        <EmptyState icon={Layers} title={texts.empty} />
      </Card>
    );
  }
  return (
    <div className="grid gap-3">
      <Card aria-label={texts.caption} tabIndex={0} className="overflow-x-auto">
        <table className="w-full border-collapse">
          <caption className="sr-only">{texts.caption}</caption>
          <thead>
            <tr className="border-b border-line">
              <th className={`${headStyle} text-left`}>{texts.provider}</th>
              <th className={`${headStyle} text-right`}>{texts.asked}</th>
              <th className={`${headStyle} text-right max-sm:hidden`}>{texts.found}</th>
              <th className={`${headStyle} text-right`}>{texts.accepted}</th>
              <th className={`${headStyle} w-40 text-left max-md:hidden`}>{texts.share}</th>
              <th className={`${headStyle} text-right max-sm:hidden`}>{texts.errors}</th>
              <th className={`${headStyle} text-right max-lg:hidden`}>{texts.limited}</th>
              <th className={`${headStyle} text-right max-lg:hidden`}>{texts.median}</th>
              <th className={`${headStyle} text-right`}>{texts.cost}</th>
            </tr>
          </thead>
          <tbody>
            {providers.map(([name, row]) => {
              const share = row.asked > 0 ? Math.round((100 * row.accepted) / row.asked) : 0;
              return (
                <tr key={name} className="border-b border-line last:border-0">
                  <th scope="row" className="px-3 sm:px-4 py-3 text-left">
                    {label(name)}
                  </th>
                  <td className={cellStyle}>{formats.number(row.asked)}</td>
                  <td className={`${cellStyle} max-sm:hidden`}>{formats.number(row.found)}</td>
                  <td className={cellStyle}>{formats.number(row.accepted)}</td>
                  <td className="px-3 sm:px-4 py-3 max-md:hidden">
                    <span className="flex items-center gap-2">
                      <Progress
                        label={`${texts.share}, ${label(name)}`}
                        value={share}
                        max={100}
                        text={`${share} %`}
                        className="grow"
                      />
                      <span className="w-10 text-right text-xs text-ink-soft">{share} %</span>
                    </span>
                  </td>
                  <td className={`${cellStyle} max-sm:hidden`}>{formats.number(row.errors)}</td>
                  <td className={`${cellStyle} max-lg:hidden`}>{formats.number(row.rate_limited)}</td>
                  <td className={`${cellStyle} max-lg:hidden`}>
                    {row.p50_ms === null ? "–" : formats.latency(row.p50_ms)}
                  </td>
                  <td className={cellStyle}>{formats.usd(row.cost_usd * 1_000_000)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Card>
      {report.data.left_out.length > 0 ? (
        <p className="text-xs text-ink-faint">{texts.leftOut(formats.list(report.data.left_out.map(label)))}</p>
      ) : null}
    </div>
  );
}
