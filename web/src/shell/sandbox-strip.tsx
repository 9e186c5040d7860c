import { FlaskConical } from "lucide-react";
import { useApp } from "../app-context.tsx";
import { useMessages } from "../language.tsx";

/** On every screen while simulators answer: nobody may mistake made-up results for real ones. */
export function SandboxStrip() {
  const { config } = useApp();
  const messages = useMessages();
  if (!config.sandbox) return null;
  return (
    <aside
      aria-label={messages.common.sandbox.badge}
      className="flex items-start justify-center gap-2 border-b border-line bg-sunken px-4 py-1.5 text-xs text-ink-soft sm:items-center"
    >
      <FlaskConical aria-hidden className="mt-px size-3.5 shrink-0 sm:mt-0" />
      <p>{messages.common.sandbox.banner}</p>
    </aside>
  );
}
