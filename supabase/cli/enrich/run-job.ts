import type { Db } from "#functions/_shared/db/port.ts";
import type { WorkerDeps } from "#functions/worker/deps.ts";
import { runWorker } from "#functions/worker/run-worker.ts";
import { openProgress } from "../lib/progress.ts";
import { WorkError } from "../lib/run-command.ts";

/** The job as `job_get` gives it, as far as progress needs it. */
interface JobState {
  status: string;
  contact_count: number;
  done_count: number;
  found_count: number;
  partial_count: number;
  cost_micros: number;
}

const lookEveryMs = 500;

/** Drains the queue until the job has ended, showing how far it is. Returns early, cleanly, when the signal fires. */
export async function runJob(
  db: Db,
  deps: WorkerDeps,
  job: { workspaceId: string; jobId: string },
  signal: AbortSignal,
): Promise<void> {
  const look = () => db.rpc<JobState>("job_get", { p_workspace: job.workspaceId, p_job: job.jobId });
  let state = await look();
  const progress = openProgress(state.contact_count, deps.now);
  const said = new Set<string>();
  const sayOnce = (sentence: string) => {
    if (!said.has(sentence)) progress.say(sentence);
    said.add(sentence);
  };
  const watched: WorkerDeps = {
    ...deps,
    log: (event, detail) => {
      deps.log(event, detail);
      const sentence = sentenceFor(event, detail);
      if (sentence) sayOnce(sentence);
    },
  };
  const show = async () => {
    state = await look();
    progress.update(state.done_count, `${state.found_count} found · ${state.partial_count} weaker`);
  };
  const ticker = new AbortController();
  const watching = (async () => {
    while (!ticker.signal.aborted) {
      await show();
      await deps.sleep(lookEveryMs, ticker.signal);
    }
  })();
  try {
    while (!signal.aborted && state.status === "running") {
      await runWorker(watched, { until: deps.now() + 5_000, returnWhenIdle: false, signal });
      await show();
    }
  } finally {
    ticker.abort();
    await watching;
    progress.end();
  }
  if (!signal.aborted && state.status !== "completed") {
    throw new WorkError(`The job ended as "${state.status}". Run the same command with --data to go on.`);
  }
}

function sentenceFor(event: string, detail: Record<string, unknown>): string | null {
  if (event !== "provider_failure") return null;
  const { provider, outcome } = detail;
  switch (outcome) {
    case "auth":
      return `${provider} refuses the key: it is left out for this run. Check its key in .env.`;
    case "out_of_credits":
      return `${provider} has no credits left: it is left out for this run.`;
    case "transient":
    case "timeout":
      return `${provider} does not answer as it should: it is asked again later.`;
    default:
      return null;
  }
}
