import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

interface EmptyStateProps {
  icon: LucideIcon;
  title: ReactNode;
  /** "Nothing yet" says what to do; "no results" says how to get them back. */
  children?: ReactNode;
  action?: ReactNode;
}

export function EmptyState({ icon: Icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="grid justify-items-center gap-3 px-6 py-14 text-center">
      <span className="grid size-10 place-items-center rounded-lg border border-line bg-sunken text-ink-faint">
        <Icon aria-hidden className="size-5" />
      </span>
      <div className="grid max-w-md gap-1">
        <p className="text-base font-semibold">{title}</p>
        {children ? <div className="text-sm text-pretty text-ink-soft">{children}</div> : null}
      </div>
      {action}
    </div>
  );
}
