import type { Messages } from "#core/i18n/messages.ts";
import { Button } from "#ui/button.tsx";
import { Logo } from "#ui/logo.tsx";

/** The server did not say where it is: nothing else can be shown. */
export function BootFailure({ messages }: { messages: Messages }) {
  return (
    <main className="grid min-h-dvh place-content-center justify-items-center gap-4 p-6 text-center">
      <Logo className="size-10" />
      <h1 className="max-w-md text-lg" role="alert">
        {messages.errors.unreachable}
      </h1>
      <Button variant="primary" onClick={() => location.reload()}>
        {messages.common.retry}
      </Button>
    </main>
  );
}
