import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

/** One look for everything one types into or picks from. */
export const controlStyle =
  "control-height w-full rounded-md border border-line-strong/70 bg-surface px-2.5 text-sm text-ink transition-colors hover:border-line-strong disabled:opacity-50 aria-invalid:border-bad";

export function Input({ className, type = "text", ...rest }: ComponentProps<"input">) {
  return <input type={type} className={cn(controlStyle, className)} {...rest} />;
}
