import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";

const looks = {
  info: { icon: Info, style: "bg-accent-soft text-on-accent-soft" },
  good: { icon: CircleCheck, style: "bg-good-soft text-on-good-soft" },
  warn: { icon: TriangleAlert, style: "bg-warn-soft text-on-warn-soft" },
  bad: { icon: CircleAlert, style: "bg-bad-soft text-on-bad-soft" },
};

interface NoticeProps {
  tone: keyof typeof looks;
  title?: ReactNode;
  children?: ReactNode;
  /** Buttons or links that lead on. */
  actions?: ReactNode;
  /** Read out at once when it appears. */
  announce?: boolean;
  className?: string;
}

export function Notice({ tone, title, children, actions, announce = false, className }: NoticeProps) {
  const { icon: Icon, style } = looks[tone];
  return (
    <div
      {...(announce ? { role: "alert" } : {})}
      className={cn("flex flex-wrap items-start gap-x-3 gap-y-2 rounded-md px-3.5 py-3 text-sm", style, className)}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 grow basis-36">
        {title ? <p className="font-semibold">{title}</p> : null}
        {children ? <div className="break-words">{children}</div> : null}
      </div>
      {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
    </div>
  );
}
