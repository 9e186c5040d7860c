import { Button } from "#ui/button.tsx";
import { Notice } from "#ui/notice.tsx";
import { errorText } from "../error-text.ts";
import { useMessages } from "../language.tsx";

/** In place of what could not be read, with the way on. */
export function LoadFailure({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const messages = useMessages();
  return (
    <Notice
      tone="bad"
      announce
      actions={
        <Button size="sm" onClick={onRetry}>
          {messages.common.retry}
        </Button>
      }
    >
      {errorText(messages.errors, error)}
    </Notice>
  );
}
