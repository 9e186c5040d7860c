import { cn } from "./cn.ts";

/** A still place-holder in the size of what will stand there. Hidden from screen readers: the region says "loading". */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn("block h-4 animate-pulse-soft rounded-sm bg-sunken", className)} />;
}
