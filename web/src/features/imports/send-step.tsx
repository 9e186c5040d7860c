import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { LiveText } from "#ui/live-text.tsx";
import { Notice } from "#ui/notice.tsx";
import { Progress } from "#ui/progress.tsx";
import { errorText } from "../../error-text.ts";
import { useMessages } from "../../language.tsx";
import type { SendState } from "./use-import-draft.ts";

interface SendStepProps {
  state: Exclude<SendState, { phase: "idle" }>;
  total: number;
  onAgain: () => void;
  onDiscard: () => void;
}

export function SendStep({ state, total, onAgain, onDiscard }: SendStepProps) {
  const messages = useMessages();
  const texts = messages.imports.send;
  const sent = state.phase === "done" ? total : state.sent;
  const progress = texts.progress(sent, total);
  return (
    <Card className="grid gap-4 p-6">
      <h2 className="text-lg">{texts.title}</h2>
      <Progress
        label={texts.title}
        value={sent}
        max={total}
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
            <>
              <Button size="sm" variant="ghost" className="text-current" onClick={onDiscard}>
                {texts.discard}
              </Button>
              <Button size="sm" onClick={onAgain}>
                {texts.again}
              </Button>
            </>
          }
        >
          {errorText(messages.errors, state.error)}
        </Notice>
      ) : null}
    </Card>
  );
}
