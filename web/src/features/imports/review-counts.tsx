import type { ImportSummary } from "#contracts/api/imports.ts";
import { FigureStrip } from "#ui/figure-strip.tsx";
import { useFormats, useMessages } from "../../language.tsx";

export function ReviewCounts({ summary }: { summary: ImportSummary }) {
  const { review } = useMessages().imports;
  const { number } = useFormats();
  return (
    <div className="grid gap-2">
      <FigureStrip
        figures={[
          { label: review.counts.rows, value: number(summary.rows) },
          { label: review.counts.ready, value: number(summary.contacts), tone: "good" },
          { label: review.counts.bad, value: number(summary.invalid), tone: summary.invalid > 0 ? "warn" : "plain" },
          { label: review.counts.repeated, value: number(summary.duplicates_in_file) },
          { label: review.counts.known, value: number(summary.duplicates_known) },
        ]}
      />
      <p className="text-xs text-ink-faint">{summary.contacts === 0 ? review.nothingLeft : review.notCharged}</p>
    </div>
  );
}
