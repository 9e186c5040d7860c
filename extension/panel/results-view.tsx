import { ListChecks } from "lucide-react";
import { EmptyState } from "#ui/empty-state.tsx";
import { Notice } from "#ui/notice.tsx";
import { Progress } from "#ui/progress.tsx";
import { askWorker } from "../messaging/ask-worker.ts";
import { useLanguage } from "./language.tsx";
import { useAsked } from "./use-asked.ts";

const askJobs = () => askWorker("jobs", {});

/** The last runs and how far they are; a click leads to their results in the dashboard. */
export function ResultsView({ dashboard }: { dashboard: string }) {
  const { messages } = useLanguage();
  const { panel, jobs: words } = messages;
  const { value: answer } = useAsked(askJobs, 3_000);
  if (answer === null) return <p className="text-ink-faint">{messages.common.loading}</p>;
  if (!answer.ok) {
    return (
      <Notice tone="bad" announce>
        {panel.problems[answer.reason]}
      </Notice>
    );
  }
  const jobs = answer.value.jobs.filter(({ job }) => job.source === "extension");
  if (jobs.length === 0) {
    return (
      <EmptyState icon={ListChecks} title={panel.results.empty.title}>
        {panel.results.empty.body}
      </EmptyState>
    );
  }
  return (
    <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
      {jobs.map(({ job, progress }) => (
        <li key={job.id} className="grid gap-1.5 px-3 py-2">
          <a
            className="font-semibold break-words text-accent underline-offset-4 hover:underline"
            href={`${dashboard}/jobs/${job.id}`}
            target="_blank"
            rel="noreferrer"
            aria-label={panel.results.open(job.name)}
          >
            {job.name}
          </a>
          <Progress
            label={words.progress.label}
            value={progress.done}
            max={progress.total}
            text={words.progress.done(progress.done, progress.total)}
            tone={job.status === "completed" ? "good" : "accent"}
          />
          <p className="text-xs text-ink-soft">
            {words.statuses[job.status]} · {panel.results.found(progress.found, progress.total)}
          </p>
        </li>
      ))}
    </ul>
  );
}
