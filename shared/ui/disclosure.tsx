import { ChevronRight } from "lucide-react";
import { type ReactNode, useState } from "react";

interface DisclosureProps {
  summary: ReactNode;
  /** At the other end of the line: what is inside, in a word. */
  aside?: ReactNode;
  defaultOpen?: boolean;
  children: ReactNode;
}

/** Something that most people need not see, one click away. */
export function Disclosure({ summary, aside, defaultOpen = false, children }: DisclosureProps) {
  // Afterwards it is the reader's: what changes inside must not close it.
  const [openAtFirst] = useState(defaultOpen);
  return (
    <details className="group rounded-md border border-line" open={openAtFirst}>
      <summary className="flex cursor-pointer list-none items-center gap-1.5 rounded-md px-4 py-2.5 font-semibold hover:bg-hover [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-4 shrink-0 text-ink-faint transition-transform group-open:rotate-90 motion-reduce:transition-none"
        />
        <span className="min-w-0 grow">{summary}</span>
        {aside ? <span className="text-right text-xs font-normal text-ink-faint">{aside}</span> : null}
      </summary>
      {children}
    </details>
  );
}
