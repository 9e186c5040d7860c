import type { Estimate } from "#contracts/api/imports.ts";
import { Notice } from "#ui/notice.tsx";
import { useFormats, useMessages } from "../../language.tsx";
import { useMe } from "../../shell/use-me.ts";

/** Likely and at most, in credits and in what the sources cost; the second column is an upper bound. */
export function EstimateTable({ estimate }: { estimate: Estimate | null }) {
  const { review } = useMessages().imports;
  const formats = useFormats();
  const me = useMe();
  const available = me.data?.credits.available_milli;
  const short = estimate !== null && available !== undefined && estimate.max_credits_milli > available;
  const rows = [
    {
      name: review.creditsRow,
      likely: estimate && formats.number(estimate.likely_credits_milli / 1_000),
      most: estimate && formats.credits(estimate.max_credits_milli),
    },
    {
      name: review.costRow,
      likely: estimate && formats.usd(estimate.likely_cost_micros),
      most: estimate && formats.usd(estimate.max_cost_micros),
    },
  ];
  return (
    <div className="grid gap-3">
      <table className="w-full border-collapse">
        <thead>
          <tr className="text-xs text-ink-faint">
            <td />
            <th scope="col" className="pb-1 text-right">
              {review.likely}
            </th>
            <th scope="col" className="pb-1 text-right">
              {review.atMost}
            </th>
          </tr>
        </thead>
        <tbody aria-live="polite">
          {rows.map((row) => (
            <tr key={row.name} className="border-t border-line">
              <th scope="row" className="py-2 text-left font-normal text-ink-soft">
                {row.name}
              </th>
              <td className="py-2 text-right">{row.likely ?? "–"}</td>
              <td className="py-2 text-right font-semibold">{row.most ?? "–"}</td>
            </tr>
          ))}
          <tr className="border-t border-line">
            <th scope="row" className="py-2 text-left font-normal text-ink-soft">
              {review.timeRow}
            </th>
            <td colSpan={2} className="py-2 text-right">
              {estimate ? formats.duration(estimate.seconds) : "–"}
            </td>
          </tr>
        </tbody>
      </table>
      {short ? (
        <Notice tone="warn">{review.short(available)}</Notice>
      ) : (
        <p className="text-xs text-pretty text-ink-faint">
          {available === undefined ? "" : `${review.balance(available)} `}
          {review.chargeRule}
        </p>
      )}
    </div>
  );
}
