import type { Assessment } from "#contracts/api/contacts.ts";
import { cn } from "#ui/cn.ts";
import { Disclosure } from "#ui/disclosure.tsx";
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
    <Disclosure summary={confidence === given ? texts.why(given) : texts.asGiven(given)} defaultOpen>
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
    </Disclosure>
  );
}
