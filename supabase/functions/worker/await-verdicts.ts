import type { Batch, StoredAnswer, Task } from "../_shared/db/worker.ts";
import { isNamedBefore, maxCandidates } from "./choose-email.ts";
import type { WorkerDeps } from "./deps.ts";

export interface AwaitedVerdicts {
  /** Whose verdicts are there, or not to be waited for. */
  ready: StoredAnswer[];
  waiting: StoredAnswer[];
  /** Until it makes sense to look at the waiting ones again. */
  waitMs: number;
  /** To settle the ready ones with: level 4 answers from what the verifiers said. */
  deps: WorkerDeps;
}

const usesVerifiers = (task: Task | undefined): task is Task =>
  task !== undefined && task.channel === "email" && task.job.options.verify === 4;

/** The addresses of an answer that will be judged: those that an earlier source named are confirmed, not verified again. */
const addressesIn = ({ answer }: StoredAnswer, task: Task): string[] =>
  answer.outcome !== "found"
    ? []
    : answer.emails
        .slice(0, maxCandidates)
        .map(({ email }) => email)
        .filter((email) => !isNamedBefore(task, email));

/**
 * Level 4 takes minutes where a mail server greylists, and happens in another process: answers whose addresses are with
 * the verifiers wait, the others go on. Each look is one question to the database for the whole batch.
 */
export async function awaitVerdicts(
  deps: WorkerDeps,
  batch: Batch,
  answers: readonly StoredAnswer[],
): Promise<AwaitedVerdicts> {
  const all: AwaitedVerdicts = { ready: [...answers], waiting: [], waitMs: 0, deps };
  if (deps.queuedVerifier === undefined) return all;
  const tasks = new Map(batch.tasks.map((task) => [task.task_id, task]));
  const addressesOf = (stored: StoredAnswer): string[] => {
    const task = tasks.get(stored.task_id);
    return usesVerifiers(task) ? addressesIn(stored, task) : [];
  };
  const addresses = [...new Set(answers.flatMap(addressesOf))];
  if (addresses.length === 0) return all;

  const { results } = await deps.queuedVerifier.look(addresses, { urgent: false });
  const known = new Map(addresses.map((address, at) => [address, results[at]]));
  const waitOf = (stored: StoredAnswer): number | null => {
    const waits = addressesOf(stored).flatMap((address) => known.get(address)?.waitMs ?? []);
    return waits.length === 0 ? null : Math.min(...waits);
  };
  const waits = answers.flatMap((stored) => waitOf(stored) ?? []);
  return {
    ready: answers.filter((stored) => waitOf(stored) === null),
    waiting: answers.filter((stored) => waitOf(stored) !== null),
    waitMs: Math.min(...waits),
    deps: {
      ...deps,
      verifyEmail: async (address, level) =>
        (level === 4 ? known.get(address)?.verdict : undefined) ?? deps.verifyEmail(address, level),
    },
  };
}
