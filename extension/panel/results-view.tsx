import { Download, ListChecks } from "lucide-react";
import { useState } from "react";
import type { HubspotDestination } from "#contracts/api/destinations.ts";
import type { JobAnswer } from "#contracts/api/jobs.ts";
import { Button } from "#ui/button.tsx";
import { cn } from "#ui/cn.ts";
import { EmptyState } from "#ui/empty-state.tsx";
import { Notice } from "#ui/notice.tsx";
import { Progress } from "#ui/progress.tsx";
import { askWorker } from "../messaging/ask-worker.ts";
import { useLanguage } from "./language.tsx";
import { ListPicker } from "./list-picker.tsx";
import { saveFile } from "./save-file.ts";
import { SendRun } from "./send-run.tsx";
import { useAsked } from "./use-asked.ts";

const askJobs = () => askWorker("jobs", {});
const askHubspot = () => askWorker("hubspot", {});

/** The last runs: how far they are, what they found and cost; as a file, onto a list, or on in the dashboard. */
export function ResultsView({ dashboard }: { dashboard: string }) {
  const { messages } = useLanguage();
  const { panel } = messages;
  const { value: answer } = useAsked(askJobs, 3_000);
  const { value: hubspot } = useAsked(askHubspot, 15_000);
  if (answer === null) return <p className="text-ink-faint">{messages.common.loading}</p>;
  if (!answer.ok) {
    return (
      <Notice tone="bad" announce>
        {panel.problems[answer.reason]}
      </Notice>
    );
  }
  const runs = answer.value.jobs.filter(({ job }) => job.source === "extension");
  if (runs.length === 0) {
    return (
      <EmptyState icon={ListChecks} title={panel.results.empty.title}>
        {panel.results.empty.body}
      </EmptyState>
    );
  }
  return (
    <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
      {runs.map((run) => (
        <Run key={run.job.id} run={run} dashboard={dashboard} hubspot={hubspot?.ok ? hubspot.value : null} />
      ))}
    </ul>
  );
}

interface RunProps {
  run: JobAnswer;
  dashboard: string;
  /** Null: not known. */
  hubspot: HubspotDestination | null;
}

function Run({ run: { job, progress }, dashboard, hubspot }: RunProps) {
  const { messages, formats } = useLanguage();
  const { panel, account, jobs: words } = messages;
  const texts = account.results;
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<{ ok: boolean; text: string } | null>(null);

  async function save() {
    setBusy(true);
    const answer = await askWorker("export_csv", { job: job.id });
    setBusy(false);
    if (answer.ok) saveFile(answer.value.name, answer.value.text);
    setSaid(
      answer.ok
        ? { ok: true, text: texts.exported(answer.value.name) }
        : { ok: false, text: panel.problems[answer.reason] ?? "" },
    );
  }

  return (
    <li className="grid grid-cols-[minmax(0,1fr)] gap-2 px-3 py-3">
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
        {[
          words.statuses[job.status],
          panel.results.found(progress.found, progress.total),
          texts.found(progress.emails, progress.phones),
          texts.charged(job.credits_milli),
          formats.dateTime(job.created_at),
        ].join(" · ")}
      </p>
      {job.status === "draft" ? null : (
        <div className="flex flex-wrap items-start gap-2">
          <Button busy={busy} aria-label={texts.exportOf(job.name)} onClick={() => void save()}>
            <Download aria-hidden />
            {texts.export}
          </Button>
          <ListPicker label={texts.listOf(job.name)} add={(list) => askWorker("list_run", { list, job: job.id })} />
        </div>
      )}
      {hubspot === null || progress.emails === 0 ? null : (
        <SendRun job={job.id} name={job.name} hubspot={hubspot} dashboard={dashboard} />
      )}
      <div role="status">
        {said === null ? null : (
          <p className={cn("text-sm wrap-anywhere", said.ok ? "text-ink-soft" : "text-on-bad-soft")}>{said.text}</p>
        )}
      </div>
    </li>
  );
}
