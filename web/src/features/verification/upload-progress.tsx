import { useBlocker } from "@tanstack/react-router";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { ConfirmDialog } from "#ui/confirm-dialog.tsx";
import { LiveText } from "#ui/live-text.tsx";
import { Notice } from "#ui/notice.tsx";
import { Progress } from "#ui/progress.tsx";
import { errorText } from "../../error-text.ts";
import { useMessages } from "../../language.tsx";
import type { UploadState } from "./use-list-upload.ts";

interface UploadProgressProps {
  state: Exclude<UploadState, { phase: "idle" }>;
  total: number;
  onAgain: () => void;
}

/** The rows on their way to the server; leaving is asked about, because only the rest of them would be missing. */
export function UploadProgress({ state, total, onAgain }: UploadProgressProps) {
  const messages = useMessages();
  const texts = messages.verification.send;
  const unfinished = state.phase !== "done";
  const blocker = useBlocker({
    shouldBlockFn: () => unfinished,
    withResolver: true,
    enableBeforeUnload: () => unfinished,
  });
  const sent = state.phase === "done" ? total : state.sent;
  const progress = texts.progress(sent, total);
  return (
    <Card className="grid content-start gap-4 p-5">
      <h2 className="text-lg">{texts.title}</h2>
      <Progress
        label={texts.title}
        value={sent}
        max={Math.max(1, total)}
        text={progress}
        tone={state.phase === "stopped" ? "still" : "accent"}
      />
      <p className="text-ink-soft">
        {progress}. {texts.note}
      </p>
      <LiveText text={progress} everyMs={4_000} />
      {state.phase === "stopped" ? (
        <Notice
          tone="bad"
          announce
          title={texts.stopped(sent, total)}
          actions={
            <Button size="sm" onClick={onAgain}>
              {texts.again}
            </Button>
          }
        >
          {errorText(messages.errors, state.error)}
        </Notice>
      ) : null}
      <ConfirmDialog
        open={blocker.status === "blocked"}
        onOpenChange={(open) => {
          if (!open) blocker.reset?.();
        }}
        title={texts.leaveTitle}
        description={texts.leaveBody}
        cancelLabel={texts.stay}
        confirmLabel={texts.leave}
        onConfirm={() => blocker.proceed?.()}
      />
    </Card>
  );
}
