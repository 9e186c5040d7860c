import { useQuery } from "@tanstack/react-query";
import { CircleCheck, Copy, RotateCcw, TriangleAlert, UserCheck } from "lucide-react";
import { contactListSchema } from "#contracts/api/contacts.ts";
import type { ImportSummary } from "#contracts/api/imports.ts";
import { wordText } from "#core/i18n/messages.ts";
import type { Want } from "#core/jobs/words.ts";
import { Card } from "#ui/card.tsx";
import { Chip } from "#ui/chip.tsx";
import { Segmented } from "#ui/segmented.tsx";
import { useApi } from "../../app-context.tsx";
import { useFormats, useMessages } from "../../language.tsx";
import { type PreviewRow, type PreviewShow, previewRows } from "./preview-rows.ts";

/** Rows read for the view of all; the problems and repeats come with the summary, 200 of each. */
const readAhead = 100;

interface ReviewPreviewProps {
  summary: ImportSummary;
  /** Decides which known people are asked again. */
  want: Want;
  show: PreviewShow;
  onShow: (show: PreviewShow) => void;
}

export function ReviewPreview({ summary, want, show, onShow }: ReviewPreviewProps) {
  const { review } = useMessages().imports;
  const { number } = useFormats();
  const api = useApi();
  const contacts = useQuery({
    queryKey: ["import", summary.job.id, "contacts"],
    queryFn: ({ signal }) =>
      api.call(contactListSchema, `/jobs/${summary.job.id}/contacts?limit=${readAhead}`, { signal }),
    staleTime: 60_000,
  });
  const rows = previewRows(summary, contacts.data?.contacts ?? [], show, want);
  const duplicates = summary.duplicates_in_file + summary.duplicates_known;
  const total = { all: summary.rows, problems: summary.invalid, duplicates }[show];
  const nothing = { all: review.noRows, problems: review.noProblems, duplicates: review.noRepeats }[show];
  const label = (text: string, count: number) => `${text} ${number(count)}`;

  return (
    <Card className="flex min-w-0 flex-col overflow-hidden xl:h-0 xl:min-h-full">
      <div className="flex flex-wrap items-center justify-between gap-3 border-b border-line p-4">
        <h2 className="text-base">{review.preview}</h2>
        <Segmented
          label={review.show.label}
          value={show}
          onChange={onShow}
          options={[
            { value: "all", label: review.show.all },
            { value: "problems", label: label(review.show.problems, summary.invalid) },
            { value: "duplicates", label: label(review.show.duplicates, duplicates) },
          ]}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section aria-label={review.preview} tabIndex={0} className="max-h-[34rem] grow overflow-y-auto xl:max-h-none">
        <table className="w-full table-fixed border-collapse">
          <caption className="sr-only">{review.preview}</caption>
          <thead className="sticky top-0 z-10 bg-surface">
            <tr className="text-left text-xs text-ink-faint">
              <th className="w-14 px-3 py-2 text-right sm:w-16 sm:px-4">{review.row}</th>
              <th className="px-4 py-2">{review.person}</th>
              <th className="w-44 px-4 py-2 max-sm:hidden">{review.state}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.rowNumber} row={row} />
            ))}
          </tbody>
        </table>
        {rows.length === 0 && !(show === "all" && contacts.isPending) ? (
          <p className="px-4 py-10 text-center text-ink-soft">{nothing}</p>
        ) : null}
      </section>
      {rows.length > 0 && rows.length < total ? (
        <p className="border-t border-line px-4 py-2 text-xs text-ink-faint">{review.firstOnly(rows.length)}</p>
      ) : null}
    </Card>
  );
}

function Row({ row }: { row: PreviewRow }) {
  const messages = useMessages();
  const { number } = useFormats();
  return (
    <tr className="border-t border-line align-top">
      <td className="px-3 py-2 text-right text-ink-faint sm:px-4">{number(row.rowNumber)}</td>
      <td className="px-4 py-2">
        <span className="block truncate" title={row.name}>
          {row.name || (
            <span className="text-ink-faint">
              {row.kind === "problem" ? messages.imports.match.noValue : messages.results.noName}
            </span>
          )}
          {row.company === "" ? null : (
            <span className="text-ink-faint max-sm:block max-sm:truncate max-sm:text-xs"> {row.company}</span>
          )}
        </span>
        {row.kind === "problem" ? (
          <span className="block text-xs text-pretty text-ink-soft">
            {wordText(messages.imports.reasons, row.reason)}
          </span>
        ) : null}
        {/* On a phone there is no room for a column of its own. */}
        <span className="block pt-1 sm:hidden">
          <RowState row={row} />
        </span>
      </td>
      <td className="px-4 py-2 max-sm:hidden">
        <RowState row={row} />
      </td>
    </tr>
  );
}

function RowState({ row }: { row: PreviewRow }) {
  const { review } = useMessages().imports;
  switch (row.kind) {
    case "ready":
      return (
        <Chip tone="neutral" icon={CircleCheck}>
          {review.ready}
        </Chip>
      );
    case "problem":
      return (
        <Chip tone="warn" icon={TriangleAlert}>
          {review.problem}
        </Chip>
      );
    case "repeat":
      return (
        <Chip tone="neutral" icon={Copy}>
          {row.repeatsRow === null ? review.repeat : review.repeatOf(row.repeatsRow)}
        </Chip>
      );
    case "again":
      return (
        <Chip tone="neutral" icon={RotateCcw}>
          {review.againFor[row.missing ?? "both"]}
        </Chip>
      );
    case "known":
      return (
        <Chip tone="info" icon={UserCheck}>
          {review.known}
        </Chip>
      );
  }
}
