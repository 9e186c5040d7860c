import type { ImportSummary } from "#contracts/api/imports.ts";
import type { Want } from "#core/jobs/words.ts";
import { FigureStrip } from "#ui/figure-strip.tsx";
import { useFormats, useMessages } from "../../language.tsx";
import { peopleAsked } from "./chosen-options.ts";

export function ReviewCounts({ summary, want }: { summary: ImportSummary; want: Want }) {
  const { review } = useMessages().imports;
  const { number } = useFormats();
  const people = peopleAsked(summary, want);
  // What else known people could be asked for.
  const other = (["email", "phone"] as const).find((channel) => peopleAsked(summary, channel) > 0);
  return (
    <div className="grid gap-2">
      <FigureStrip
        figures={[
          { label: review.counts.rows, value: number(summary.rows) },
          { label: review.counts.ready, value: number(people), tone: "good" },
          { label: review.counts.bad, value: number(summary.invalid), tone: summary.invalid > 0 ? "warn" : "plain" },
          { label: review.counts.repeated, value: number(summary.duplicates_in_file) },
          { label: review.counts.known, value: number(summary.duplicates_known - (people - summary.contacts)) },
        ]}
      />
      <p className="text-xs text-ink-faint">
        {people > 0 ? review.notCharged : other === undefined ? review.nothingLeft : review.nothingLeftFor[other]}
      </p>
    </div>
  );
}
