import type { ErrorComponentProps } from "@tanstack/react-router";
import { Button } from "#ui/button.tsx";
import { useMessages } from "../language.tsx";

/** The last net: a screen threw. The words of the error help support, so they are shown. */
export function CrashPage({ error }: ErrorComponentProps) {
  const { crash, product } = useMessages().common;
  return (
    <main id="main" tabIndex={-1} className="grid min-h-[60dvh] place-content-center gap-4 p-6">
      <title>{`${crash.title} · ${product}`}</title>
      <h1 tabIndex={-1} className="text-xl">
        {crash.title}
      </h1>
      <p className="max-w-md text-ink-soft">{crash.body}</p>
      <pre className="max-w-md overflow-x-auto rounded-md bg-sunken p-3 font-mono text-xs whitespace-pre-wrap text-ink-soft">
        {error instanceof Error ? error.message : String(error)}
      </pre>
      <div>
        <Button variant="primary" onClick={() => location.reload()}>
          {crash.action}
        </Button>
      </div>
    </main>
  );
}
