import { Send } from "lucide-react";
import { useState } from "react";
import type { HubspotDestination, PushAnswer } from "#contracts/api/destinations.ts";
import type { WorkerAnswer } from "#contracts/extension-messages.ts";
import { longestWaitSeconds, pushToEnd } from "#core/destinations/push-to-end.ts";
import { destinationTexts, pushSentences } from "#core/i18n/destinations.ts";
import { Button } from "#ui/button.tsx";
import { cn } from "#ui/cn.ts";
import { Progress } from "#ui/progress.tsx";
import { askWorker } from "../messaging/ask-worker.ts";
import { useLanguage } from "./language.tsx";

interface Props {
  job: string;
  name: string;
  hubspot: HubspotDestination;
  dashboard: string;
}

type Refused = Extract<WorkerAnswer<PushAnswer>, { ok: false }>;

/** Carries the worker's refusal out of a push that is repeated. */
class PushRefused extends Error {
  readonly answer: Refused;

  constructor(answer: Refused) {
    super(answer.reason);
    this.answer = answer;
  }
}

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Sends a run to HubSpot where it is connected, or leads to where it is connected. */
export function SendRun({ job, name, hubspot, dashboard }: Props) {
  const { messages, formats } = useLanguage();
  const texts = destinationTexts(formats);
  const [step, setStep] = useState<PushAnswer | null>(null);
  const [said, setSaid] = useState<{ ok: boolean; text: string } | null>(null);

  if (!hubspot.connected || hubspot.refused_at !== null) {
    return (
      <a
        className="w-fit text-sm text-accent underline underline-offset-4"
        href={`${dashboard}/settings#hubspot`}
        target="_blank"
        rel="noreferrer"
      >
        {hubspot.connected ? texts.reconnect : texts.setUp}
      </a>
    );
  }

  async function send() {
    setSaid(null);
    setStep({ run: "", sent: 0, already: 0, refused: [], left: 0, wait_seconds: 0 });
    try {
      const last = await pushToEnd<PushAnswer>(
        async (run) => {
          const answer = await askWorker("push", { job, run: run ?? null });
          if (!answer.ok) throw new PushRefused(answer);
          return answer.value;
        },
        wait,
        setStep,
      );
      setSaid({ ok: true, text: pushSentences(texts, last) });
    } catch (error) {
      const { code = "", reason } = error instanceof PushRefused ? error.answer : { reason: "server" };
      setSaid({ ok: false, text: texts.problems[code] ?? messages.panel.problems[reason] ?? "" });
    }
    setStep(null);
  }

  const waiting = step !== null && step.wait_seconds > 0 && step.wait_seconds <= longestWaitSeconds;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <Button className="w-fit" busy={step !== null} aria-label={texts.sendOf(name)} onClick={() => void send()}>
        <Send aria-hidden />
        {step !== null ? texts.sending : texts.send}
        {hubspot.simulated ? ` (${texts.simulator})` : ""}
      </Button>
      {step !== null && step.sent + step.left > 0 ? (
        <Progress
          label={texts.progress}
          value={step.sent}
          max={step.sent + step.left}
          text={texts.progressOf(step.sent, step.sent + step.left)}
        />
      ) : null}
      <p
        role="status"
        className={cn("text-sm wrap-anywhere empty:hidden", said?.ok === false ? "text-on-bad-soft" : "text-ink-soft")}
      >
        {waiting ? texts.waiting(step.wait_seconds) : (said?.text ?? "")}
      </p>
    </div>
  );
}
