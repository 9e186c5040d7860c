import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Send } from "lucide-react";
import { useState } from "react";
import { type PushAnswer, pushAnswerSchema } from "#contracts/api/destinations.ts";
import type { Job } from "#contracts/api/jobs.ts";
import { longestWaitSeconds, pushToEnd } from "#core/destinations/push-to-end.ts";
import { destinationTexts, pushSentences } from "#core/i18n/destinations.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { Progress } from "#ui/progress.tsx";
import { useApi } from "../../app-context.tsx";
import { errorText } from "../../error-text.ts";
import { useLanguage } from "../../language.tsx";
import { hubspotKey, useHubspot } from "./queries.ts";

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Sends the people of a job to HubSpot, request by request, and says what came of it. */
export function SendToHubspot({ job }: { job: Job }) {
  const { messages, formats } = useLanguage();
  const texts = destinationTexts(formats);
  const api = useApi();
  const queries = useQueryClient();
  const hubspot = useHubspot();
  const [step, setStep] = useState<PushAnswer | null>(null);
  const push = useMutation({
    mutationFn: () => {
      setStep(null);
      return pushToEnd<PushAnswer>(
        (run) =>
          api.call(pushAnswerSchema, `/jobs/${job.id}/push`, {
            method: "POST",
            body: { destination: "hubspot", ...(run === undefined ? {} : { run }) },
          }),
        wait,
        setStep,
      );
    },
    // The token may have turned out to be refused.
    onError: () => queries.invalidateQueries({ queryKey: hubspotKey }),
  });
  if (!hubspot.data) return null;
  const { connected, refused_at, simulated } = hubspot.data;
  return (
    <Card className="grid grid-cols-[minmax(0,1fr)] gap-3 px-5 py-4">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 grow basis-64">
          <h2 className="text-base">{simulated ? `${texts.title} (${texts.simulator})` : texts.title}</h2>
          <p className="text-sm text-pretty text-ink-soft">{texts.who}</p>
        </div>
        {connected && refused_at === null ? (
          <Button busy={push.isPending} onClick={() => push.mutate()}>
            <Send aria-hidden />
            {push.isPending ? texts.sending : texts.send}
          </Button>
        ) : (
          <Link to="/settings" hash="hubspot" className="text-accent underline underline-offset-4">
            {connected ? texts.reconnect : texts.setUp}
          </Link>
        )}
      </div>
      {push.isPending && step !== null ? (
        <Progress
          label={texts.progress}
          value={step.sent}
          max={step.sent + step.left}
          text={texts.progressOf(step.sent, step.sent + step.left)}
        />
      ) : null}
      <p role="status" className="text-sm text-pretty empty:hidden">
        {push.isPending && step !== null && step.wait_seconds > 0 && step.wait_seconds <= longestWaitSeconds
          ? texts.waiting(step.wait_seconds)
          : push.data
            ? pushSentences(texts, push.data)
            : ""}
      </p>
      <p role="alert" className="text-sm text-on-bad-soft empty:hidden">
        {push.error ? errorText(messages.errors, push.error) : ""}
      </p>
    </Card>
  );
}
