import { Check } from "lucide-react";
import { cn } from "#ui/cn.ts";
import { useMessages } from "../../language.tsx";

/** Where one is between the file and the start. */
export function Steps({ current }: { current: 0 | 1 | 2 }) {
  const { steps } = useMessages().imports;
  const names = [steps.file, steps.match, steps.review];
  return (
    <ol aria-label={steps.label} className="flex flex-wrap items-center gap-x-2 gap-y-1">
      {names.map((name, index) => (
        <li
          key={name}
          aria-current={index === current ? "step" : undefined}
          className="flex items-center gap-2 text-ink-faint aria-[current]:font-semibold aria-[current]:text-ink"
        >
          {index > 0 ? <span aria-hidden className="h-px w-5 bg-line-strong/50 sm:w-8" /> : null}
          <span
            aria-hidden
            className={cn(
              "grid size-5 place-items-center rounded-full border border-line-strong text-2xs font-semibold",
              index === current && "border-action bg-action text-on-action",
              index < current && "border-good text-good",
            )}
          >
            {index < current ? <Check className="size-3" strokeWidth={3} /> : index + 1}
          </span>
          <span className={cn(index !== current && "max-sm:sr-only")}>{name}</span>
        </li>
      ))}
    </ol>
  );
}
