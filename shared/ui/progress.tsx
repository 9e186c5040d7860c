import { cn } from "./cn.ts";

interface ProgressProps {
  /** Names the bar for screen readers. */
  label: string;
  value: number;
  max: number;
  /** The value in words ("312 of 500"). */
  text: string;
  tone?: "accent" | "good" | "still";
  className?: string;
}

export function Progress({ label, value, max, text, tone = "accent", className }: ProgressProps) {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={value}
      aria-valuetext={text}
      className={cn("h-1.5 overflow-hidden rounded-full bg-sunken", className)}
    >
      <div
        className={cn(
          "h-full origin-left rounded-full transition-transform duration-500 ease-out",
          tone === "accent" && "bg-accent",
          tone === "good" && "bg-good",
          tone === "still" && "bg-line-strong",
        )}
        style={{ transform: `scaleX(${share})` }}
      />
    </div>
  );
}
