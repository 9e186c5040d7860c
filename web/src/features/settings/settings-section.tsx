import type { ReactNode } from "react";
import { Card } from "#ui/card.tsx";

interface SectionProps {
  title: string;
  note?: string;
  /** So that links lead to it. */
  id?: string;
  children: ReactNode;
}

export function Section({ title, note, id, children }: SectionProps) {
  return (
    <Card id={id}>
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 border-b border-line px-5 py-3">
        <h2 className="text-base">{title}</h2>
        {note ? <p className="text-xs text-ink-faint">{note}</p> : null}
      </div>
      <div className="divide-y divide-line">{children}</div>
    </Card>
  );
}

export function Row({ label, note, children }: { label: string; note?: string; children: ReactNode }) {
  return (
    <div className="flex min-h-12 flex-wrap items-center justify-between gap-x-6 gap-y-2 px-5 py-2.5">
      <div className="min-w-0">
        <p>{label}</p>
        {note ? <p className="text-xs text-ink-faint wrap-anywhere">{note}</p> : null}
      </div>
      <div className="min-w-0 font-semibold wrap-anywhere">{children}</div>
    </div>
  );
}
