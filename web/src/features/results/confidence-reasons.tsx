import { ChevronRight } from "lucide-react";
import type { Assessment } from "#contracts/api/contacts.ts";
import { cn } from "#ui/cn.ts";
import { useFormats, useMessages } from "../../language.tsx";
import { useProviderLabel } from "../../shell/use-provider-label.ts";
import { givenConfidence, reasonLines } from "./feedback-view.ts";

interface ConfidenceReasonsProps {
  assessment: Assessment;
  /** What is shown now; other than what was given once somebody has said how the address is. */
  confidence: number | null;
}

/** Why an address is as sure as it is: what speaks for it and against it, in points that add up. */
export function ConfidenceReasons({ assessment, confidence }: ConfidenceReasonsProps) {
  const { feedback: texts } = useMessages();
  const { number } = useFormats();
  const label = useProviderLabel();
  const given = givenConfidence(assessment);
  const signed = (points: number) => `${points > 0 ? "+" : "−"}${number(Math.abs(points))}`;
  return (
    <details className="group rounded-md border border-line" open>
      <summary className="flex cursor-pointer list-none items-center gap-1.5 rounded-md px-4 py-2.5 font-semibold hover:bg-hover [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-4 shrink-0 text-ink-faint transition-transform group-open:rotate-90 motion-reduce:transition-none"
        />
        {confidence === given ? texts.why(given) : texts.asGiven(given)}
      </summary>
      <div className="grid gap-2.5 px-4 pt-1 pb-3.5">
        <ul className="grid gap-1.5">
          {reasonLines(assessment, texts, label).map(({ key, text, points, first }) => (
            <li key={key} className="flex items-baseline justify-between gap-4">
              <span className={cn(points === 0 && "text-ink-soft")}>{text}</span>
              <span
                className={cn(
                  "shrink-0 text-right tabular-nums",
                  points === 0 ? "text-xs text-ink-faint" : "font-semibold",
                  points < 0 && "text-on-bad-soft",
                  points > 0 && !first && "text-good",
                )}
              >
                {points === 0 && !first ? texts.noChange : first ? number(points) : signed(points)}
              </span>
            </li>
          ))}
        </ul>
        {given > 0 ? (
          <p className="border-t border-line pt-2.5 text-xs text-ink-faint">{texts.meaning(given)}</p>
        ) : null}
      </div>
    </details>
  );
}
