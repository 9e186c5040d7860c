import { cva, type VariantProps } from "class-variance-authority";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";

const chipStyle = cva(
  "inline-flex h-5 max-w-full items-center gap-1 rounded-sm px-1.5 text-xs font-semibold whitespace-nowrap [&_svg]:size-3.5 [&_svg]:shrink-0",
  {
    variants: {
      tone: {
        good: "bg-good-soft text-on-good-soft",
        warn: "bg-warn-soft text-on-warn-soft",
        bad: "bg-bad-soft text-on-bad-soft",
        info: "bg-accent-soft text-on-accent-soft",
        neutral: "bg-sunken text-ink-soft",
      },
    },
    defaultVariants: { tone: "neutral" },
  },
);

export type Tone = NonNullable<VariantProps<typeof chipStyle>["tone"]>;

interface ChipProps {
  tone: Tone;
  icon: LucideIcon;
  children: ReactNode;
  className?: string;
}

/** A state as icon and word: colour only repeats what they say. */
export function Chip({ tone, icon: Icon, children, className }: ChipProps) {
  return (
    <span className={cn(chipStyle({ tone }), className)}>
      <Icon aria-hidden />
      <span className="truncate">{children}</span>
    </span>
  );
}
