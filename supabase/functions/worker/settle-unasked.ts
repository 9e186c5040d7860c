import type { Failure } from "#core/providers/provider-port.ts";
import type { SettleItem, Task } from "../_shared/db/worker.ts";
import type { ArmedProvider, Lane, WorkerDeps } from "./deps.ts";
import { personQuery } from "./person-query.ts";
import { type Asked, settleAnswer, settleElsewhere, settleOverBudget } from "./settle-answer.ts";

/** What ends or moves on without a call: beyond the budget, better asked elsewhere, or not enough known for this provider. Null: to be asked. */
export async function settleUnasked(
  deps: WorkerDeps,
  lane: Lane,
  provider: ArmedProvider,
  task: Task,
): Promise<SettleItem | null> {
  if (task.over_budget) return settleOverBudget(task);
  const elsewhere = await settleElsewhere(deps, task, lane.provider);
  if (elsewhere) return elsewhere;
  const why = provider.entry.cannotAsk(personQuery(task));
  return why ? settleAnswer(deps, task, unasked(lane, { outcome: "bad_input", detail: why })) : null;
}

/** A contact that was sent and is missing in the answer. */
export const settleLost = (deps: WorkerDeps, lane: Lane, task: Task): Promise<SettleItem> =>
  settleAnswer(
    deps,
    task,
    unasked(lane, { outcome: "transient", detail: "the provider's answer left this contact out" }),
  );

const unasked = (lane: Lane, answer: Failure): Asked => ({
  provider: lane.provider,
  answer,
  latencyMs: null,
  costMicros: 0,
});

export const isStopped = (deps: WorkerDeps, task: Task): boolean => deps.isStopped?.(task.job.id) ?? false;

/** Nobody was asked: the task goes back, and the database makes of it what its job has become. */
export const settleStopped = (task: Task): SettleItem => ({
  task_id: task.task_id,
  ask: null,
  held: null,
  step: { do: "retry", delay_ms: 0, count_attempt: false },
  suppress: false,
});
