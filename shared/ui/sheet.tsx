import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { cn } from "./cn.ts";

interface SheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  /** Second line under the title. */
  description?: ReactNode;
  /** Hides the title and its line from the eye, not from screen readers. */
  quietHeader?: boolean;
  closeLabel: string;
  side?: "left" | "right";
  /** Extra controls beside the close button. */
  actions?: ReactNode;
  children: ReactNode;
  className?: string;
  /** Where focus goes on close, when the element that opened the sheet is gone. */
  onCloseAutoFocus?: (event: Event) => void;
}

/** A drawer at the edge: the list stays in view behind it. */
export function Sheet({
  open,
  onOpenChange,
  title,
  description,
  quietHeader = false,
  closeLabel,
  side = "right",
  actions,
  children,
  className,
  onCloseAutoFocus,
}: SheetProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade bg-scrim" />
        <Radix.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          {...(onCloseAutoFocus ? { onCloseAutoFocus } : {})}
          className={cn(
            "fixed inset-y-0 z-50 flex w-full flex-col border-line bg-raised shadow-overlay",
            side === "right" ? "right-0 max-w-lg animate-slide border-l" : "left-0 max-w-72 animate-fade border-r",
            className,
          )}
        >
          <header className="flex items-start gap-2 border-b border-line py-3 pr-3 pl-5">
            <div className={cn("min-w-0 grow py-1", quietHeader && "sr-only")}>
              <Radix.Title className="truncate text-lg">{title}</Radix.Title>
              {description ? (
                <Radix.Description className="truncate text-sm text-ink-soft">{description}</Radix.Description>
              ) : null}
            </div>
            {quietHeader ? <span className="grow" /> : null}
            {actions}
            <Radix.Close asChild>
              <Button variant="ghost" size="icon" aria-label={closeLabel}>
                <X aria-hidden />
              </Button>
            </Radix.Close>
          </header>
          <div className="min-h-0 grow overflow-y-auto overscroll-contain">{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
