import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

/** A plain bordered surface; depth is kept for overlays. */
export function Card({ className, ...rest }: ComponentProps<"section">) {
  return <section className={cn("rounded-lg border border-line bg-surface", className)} {...rest} />;
}
