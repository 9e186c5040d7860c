import type { ReactNode } from "react";
import { cn } from "./cn.ts";

export interface Figure {
  label: ReactNode;
  value: ReactNode;
  tone?: "plain" | "good" | "warn";
}

/** A row of figures with their names, as a description list; wraps instead of scrolling. */
export function FigureStrip({ figures, className }: { figures: readonly Figure[]; className?: string }) {
  // Many figures take two rows of about the same length instead of a full one and a rest.
  const basis = figures.length > 7 ? "basis-44" : "basis-34";
  return (
    <dl className={cn("flex flex-wrap gap-px overflow-hidden rounded-lg border border-line bg-line", className)}>
      {figures.map((figure, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list is fixed, its order is its identity
        <div key={index} className={cn("flex grow flex-col-reverse justify-end gap-0.5 bg-surface px-4 py-3", basis)}>
          <dt className="text-xs text-ink-faint">{figure.label}</dt>
          <dd className="flex items-center gap-2 text-lg font-semibold">
            {figure.tone === "good" || figure.tone === "warn" ? (
              <span aria-hidden className={cn("size-2 rounded-full", figure.tone === "good" ? "bg-good" : "bg-warn")} />
            ) : null}
            {figure.value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
