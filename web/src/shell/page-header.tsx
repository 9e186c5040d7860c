import type { ReactNode } from "react";
import { useMessages } from "../language.tsx";

interface PageHeaderProps {
  /** Also the document's title. */
  title: string;
  /** Above the title: where one came from. */
  above?: ReactNode;
  /** Beside the title: a state chip. */
  beside?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
}

export function PageHeader({ title, above, beside, description, actions }: PageHeaderProps) {
  const messages = useMessages();
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <title>{`${title} · ${messages.common.product}`}</title>
      <div className="grid min-w-0 gap-1">
        {above}
        <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
          <h1 tabIndex={-1} className="min-w-0 text-xl break-words">
            {title}
          </h1>
          {beside}
        </div>
        {description ? <p className="max-w-2xl text-ink-soft">{description}</p> : null}
      </div>
      {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
    </header>
  );
}
