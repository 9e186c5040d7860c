import { CircleCheck } from "lucide-react";
import { wordText } from "#core/i18n/messages.ts";
import { Card } from "#ui/card.tsx";
import { EmptyState } from "#ui/empty-state.tsx";
import { Skeleton } from "#ui/skeleton.tsx";
import { useFormats, useMessages } from "../../language.tsx";
import { LoadFailure } from "../../shell/load-failure.tsx";
import { useImportSummary } from "./queries.ts";

/** Rows that could not be looked up, by number, with the reason. */
export function LeftOutRows({ jobId }: { jobId: string }) {
  const { jobs, imports } = useMessages();
  const { number } = useFormats();
  const summary = useImportSummary(jobId);
  if (summary.isError && !summary.data) {
    return <LoadFailure error={summary.error} onRetry={() => void summary.refetch()} />;
  }
  if (!summary.data) {
    return (
      <Card className="grid gap-6 p-5">
        {["a", "b", "c"].map((row) => (
          <Skeleton key={row} />
        ))}
      </Card>
    );
  }
  const { issues, invalid } = summary.data;
  if (issues.length === 0) {
    return (
      <Card>
        <EmptyState icon={CircleCheck} title={jobs.rows.none} />
      </Card>
    );
  }
  return (
    <Card className="overflow-hidden">
      <table className="w-full table-fixed border-collapse">
        <caption className="sr-only">{jobs.rows.caption}</caption>
        <thead>
          <tr className="border-b border-line text-left text-xs text-ink-faint">
            <th className="w-16 px-4 py-2 text-right">{imports.review.row}</th>
            <th className="px-4 py-2">{imports.review.problem}</th>
            <th className="px-4 py-2 max-sm:hidden">{imports.match.samples}</th>
          </tr>
        </thead>
        <tbody>
          {issues.map((issue) => (
            <tr key={issue.row_number} className="border-b border-line align-top last:border-0">
              <td className="px-4 py-2.5 text-right text-ink-faint">{number(issue.row_number)}</td>
              <td className="px-4 py-2.5">{wordText(imports.reasons, issue.reason)}</td>
              <td className="truncate px-4 py-2.5 text-ink-soft max-sm:hidden">
                {issue.cells.filter((cell) => cell.trim() !== "").join(" · ")}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {issues.length < invalid ? (
        <p className="border-t border-line px-4 py-2 text-xs text-ink-faint">
          {imports.review.firstOnly(issues.length)}
        </p>
      ) : null}
    </Card>
  );
}
