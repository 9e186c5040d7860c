import { ArrowDown, ArrowUp } from "lucide-react";
import { useState } from "react";
import { Button } from "#ui/button.tsx";
import { Checkbox } from "#ui/checkbox.tsx";
import { cn } from "#ui/cn.ts";
import { LiveText } from "#ui/live-text.tsx";
import { Notice } from "#ui/notice.tsx";
import { useMessages } from "../../language.tsx";
import { type ChosenOptions, moveSource } from "./chosen-options.ts";

type Sources = ChosenOptions["sources"];

/** Who is asked first, second, third. Buttons instead of dragging: they work with every hand and every key. */
export function SourceOrder({
  sources,
  pinned,
  onChange,
}: {
  sources: Sources;
  /** False: only who may be asked is chosen, not in which order. */
  pinned: boolean;
  onChange: (sources: Sources) => void;
}) {
  const { review } = useMessages().imports;
  const [said, setSaid] = useState("");

  function move(index: number, by: -1 | 1) {
    onChange(moveSource(sources, index, by));
    setSaid(review.moved(sources[index]?.label ?? "", index + by + 1));
  }

  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1.5 font-semibold">{pinned ? review.order : review.sources}</legend>
      <ol className="divide-y divide-line rounded-md border border-line">
        {sources.map((source, index) => (
          <li key={source.name} className="flex items-center gap-3 py-1 pr-1 pl-3">
            <Checkbox
              checked={source.on}
              aria-label={review.askProvider(source.label)}
              onCheckedChange={(on) =>
                onChange(sources.map((other) => (other === source ? { ...other, on: on === true } : other)))
              }
            />
            <span className={cn("min-w-0 grow truncate", !source.on && "text-ink-faint")}>{source.label}</span>
            {pinned ? (
              <>
                <Button
                  variant="ghost"
                  size="icon"
                  aria-label={review.moveUp(source.label)}
                  disabled={index === 0}
                  onClick={() => move(index, -1)}
                >
                  <ArrowUp aria-hidden />
                </Button>
                <Button
                  variant="ghost"
                  size="icon"
                  aria-label={review.moveDown(source.label)}
                  disabled={index === sources.length - 1}
                  onClick={() => move(index, 1)}
                >
                  <ArrowDown aria-hidden />
                </Button>
              </>
            ) : (
              // Keeps the rows as high as those with buttons.
              <span className="h-9" aria-hidden />
            )}
          </li>
        ))}
      </ol>
      {pinned ? <p className="text-xs text-ink-faint">{review.orderHint}</p> : null}
      <LiveText text={said} />
      {sources.some((source) => source.on) ? null : <Notice tone="warn">{review.noProvider}</Notice>}
    </fieldset>
  );
}
