import { Link } from "@tanstack/react-router";
import type { JobAnswer } from "#contracts/api/jobs.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { FigureStrip } from "#ui/figure-strip.tsx";
import { LiveText } from "#ui/live-text.tsx";
import { Notice } from "#ui/notice.tsx";
import { Progress } from "#ui/progress.tsx";
import { useFormats, useMessages } from "../../language.tsx";
import { progressParts, waitingTexts } from "./progress-text.ts";

/** How far a job is, in words and as a bar; why it waits; what came out so far. */
export function JobProgress({ answer }: { answer: JobAnswer }) {
  const { jobs: texts, trail } = useMessages();
  const formats = useFormats();
  const { job, progress } = answer;
  const parts = progressParts(answer, texts.progress);
  const waiting = job.status === "waiting" ? waitingTexts(job.waiting_reason, texts.waiting) : null;
  const share = progress.total > 0 ? Math.floor((100 * progress.done) / progress.total) : 100;
  return (
    <div className="grid gap-4">
      {waiting === null ? null : (
        <Notice
          tone="warn"
          announce
          title={waiting.title}
          actions={
            job.waiting_reason === "credits_exhausted" ? (
              <Button asChild size="sm">
                <Link to="/credits">{texts.waiting.seeCredits}</Link>
              </Button>
            ) : job.waiting_reason === "daily_budget" ? (
              <Button asChild size="sm">
                <Link to="/settings" hash="budget">
                  {texts.waiting.seeBudget}
                </Link>
              </Button>
            ) : null
          }
        >
          {waiting.body}
        </Notice>
      )}
      <Card className="overflow-hidden">
        <div className="grid gap-3 p-5">
          <div className="flex items-baseline justify-between gap-4">
            <p className="flex flex-wrap gap-x-1.5 text-ink-soft" data-testid="progress-text">
              {parts.map((part, index) => (
                <span key={part} className={index === 0 ? "font-semibold text-ink" : ""}>
                  {index > 0 ? (
                    <span aria-hidden className="mr-1.5">
                      ·
                    </span>
                  ) : null}
                  {part}
                </span>
              ))}
            </p>
            <span className="shrink-0 text-lg font-semibold">{share}&nbsp;%</span>
          </div>
          <Progress
            label={texts.progress.label}
            value={progress.done}
            max={Math.max(1, progress.total)}
            text={parts.join(", ")}
            tone={job.status === "completed" ? "good" : job.status === "running" ? "accent" : "still"}
            className="h-2"
          />
          <LiveText text={parts.slice(0, 2).join(", ")} everyMs={15_000} />
        </div>
        <FigureStrip
          className="rounded-none border-x-0 border-b-0"
          figures={[
            { label: texts.counts.found, value: formats.number(job.found_count), tone: "good" },
            { label: texts.counts.partial, value: formats.number(job.partial_count) },
            { label: texts.counts.not_found, value: formats.number(job.not_found_count) },
            ...(job.failed_count > 0
              ? [{ label: texts.counts.failed, value: formats.number(job.failed_count), tone: "warn" as const }]
              : []),
            ...(job.suppressed_count > 0
              ? [{ label: texts.counts.suppressed, value: formats.number(job.suppressed_count) }]
              : []),
            ...(job.options.want === "both"
              ? [
                  { label: texts.counts.emails, value: formats.number(progress.emails) },
                  { label: texts.counts.phones, value: formats.number(job.phone_count) },
                ]
              : []),
            ...(progress.phones_pending > 0
              ? [{ label: trail.phonesPending, value: formats.number(progress.phones_pending) }]
              : []),
            {
              label: texts.counts.credits,
              value: formats.credits(job.credits_milli + (job.pending_credits_milli ?? 0)),
            },
            { label: texts.counts.cost, value: formats.usd(job.cost_micros) },
          ]}
        />
      </Card>
    </div>
  );
}
