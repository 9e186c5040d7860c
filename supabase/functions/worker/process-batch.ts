import { channelPlan } from "#core/cascade/channel-plan.ts";
import type { Answer, Failure } from "#core/providers/provider-port.ts";
import type { Batch, StoredAnswer, Task } from "../_shared/db/worker.ts";
import { notWanted, type PollResult, type ProviderBatch } from "../_shared/providers/client.ts";
import { onlyWhile } from "../_shared/providers/only-while.ts";
import { awaitVerdicts } from "./await-verdicts.ts";
import { expectCallback, pollMsOf, toldResult } from "./callbacks.ts";
import type { ArmedProvider, Lane, WorkerDeps } from "./deps.ts";
import { personQuery } from "./person-query.ts";
import { guard, reportAnswers, reportFailure } from "./report-provider.ts";
import { type Asked, settleAnswer, settleOverBudget } from "./settle-answer.ts";
import { handleEach, settleSafely } from "./settle-safely.ts";
import { isStopped, settleLost, settleStopped, settleUnasked } from "./settle-unasked.ts";

/** How often a provider that does not answer is asked for a job it may hold before its contacts are given back. */
const lookups = 4;

/**
 * Carries one claimed batch as far as it goes now: asks, stores what came back, verifies and settles. Every state a
 * crash can leave behind is a way in: an intent is looked up or given back, a submitted job is polled, stored answers
 * are settled.
 */
export async function processBatch(deps: WorkerDeps, lane: Lane, provider: ArmedProvider, batch: Batch): Promise<void> {
  if (batch.state === "answered" && batch.answers) {
    const answered = new Set(batch.answers.map(({ task_id }) => task_id));
    const others = batch.tasks.filter(({ task_id }) => !answered.has(task_id));
    return settleAnswers(deps, lane, provider, batch, batch.answers, others);
  }
  if (batch.state === "submitted" && batch.external_id) return poll(deps, lane, provider, batch, batch.external_id);
  return ask(deps, lane, provider, batch);
}

/** A batch that a dead worker left before its job id was stored: find the job, or give the contacts back. */
export async function resumeIntent(deps: WorkerDeps, lane: Lane, provider: ArmedProvider, batch: Batch): Promise<void> {
  const externalId = await provider.client.recover?.(providerBatch(lane, batch, batch.tasks), provider.context);
  if (!externalId) {
    await deps.db.release(batch);
    return;
  }
  if (typeof externalId !== "string") {
    await reportFailure(deps, lane, provider, externalId);
    // Not known yet whether the job exists: the lease runs out and the question is asked again, up to a limit.
    if (batch.fence > lookups) await deps.db.release(batch);
    return;
  }
  const { firstMs, deadlineMs } = channelPlan(provider.entry, lane.channel).poll;
  await deps.db.submitted(batch, externalId, firstMs, deadlineMs);
}

async function ask(deps: WorkerDeps, lane: Lane, provider: ArmedProvider, batch: Batch): Promise<void> {
  const askable: Task[] = [];
  const unasked = await handleEach(
    deps,
    batch.tasks.map((task) => ({
      task,
      settle: async () => {
        const item = isStopped(deps, task) ? settleStopped(task) : await settleUnasked(deps, lane, provider, task);
        if (item === null) askable.push(task);
        return item;
      },
    })),
  );
  // In the order of the claim: answers may be matched by their place.
  askable.sort((a, b) => a.task_id - b.task_id);
  // First, so that the batch holds only people who are really asked, whatever happens to this worker.
  if (unasked.items.length + unasked.failed.length > 0) await settleSafely(deps, batch, unasked, null);
  if (askable.length === 0) return;

  const callbackUrl = await expectCallback(deps, lane, provider, batch);
  if (callbackUrl === false) return;
  const started = deps.now();
  const result = await guard(deps, lane, () =>
    provider.client.submit(
      { ...stoppable(deps, providerBatch(lane, batch, askable), askable), callbackUrl },
      onlyWhile(provider.context, () => askable.some((task) => !isStopped(deps, task))),
    ),
  );
  const latencyMs = Math.max(0, deps.now() - started);
  switch (result.kind) {
    case "accepted": {
      // The job id comes first: from here on nothing can be bought twice.
      const { deadlineMs } = channelPlan(provider.entry, lane.channel).poll;
      const pollMs = pollMsOf(lane, provider, result.pollAfterMs);
      if (!(await deps.db.submitted(batch, result.externalId, pollMs, deadlineMs))) return;
      await deps.db.report(lane.provider, provider.keyId, "ok", 0);
      return;
    }
    case "answers": {
      const asked = result.answers.filter((answer) => answer !== notWanted);
      const dropped = askable.filter((_, index) => result.answers[index] === notWanted).map(settleStopped);
      if (dropped.length > 0) await deps.db.settle(batch, dropped, null);
      if (asked.length === 0) return;
      const answers = result.answers.map((answer) => (answer === notWanted ? null : answer));
      const stored = toStored(askable, answers, latencyMs);
      // Stored before they are verified, so that a crash during verification buys nothing again.
      if (!(await deps.db.answered(batch, stored))) return;
      await reportAnswers(deps, lane, provider, asked);
      const lost = askable.slice(answers.length);
      const sent = askable.filter((_, index) => answers[index] !== null);
      return settleAnswers(deps, lane, provider, { ...batch, tasks: sent }, stored, lost);
    }
    case "failed": {
      if (result.failure === notWanted) {
        await deps.db.settle(batch, askable.map(settleStopped), null);
        return;
      }
      await reportFailure(deps, lane, provider, result.failure);
      const asked = { provider: lane.provider, answer: result.failure, latencyMs, costMicros: 0 };
      const failed = askable.map((task) => ({ task, settle: () => settleAnswer(deps, task, asked) }));
      return settleSafely(deps, batch, await handleEach(deps, failed), null);
    }
    case "unknown":
      // The intent stays: when the lease has run out, the job is looked for before anything is bought again.
      await reportFailure(deps, lane, provider, result.failure);
      return;
  }
}

async function poll(
  deps: WorkerDeps,
  lane: Lane,
  provider: ArmedProvider,
  batch: Batch,
  externalId: string,
): Promise<void> {
  const { client, context } = provider;
  const asked = providerBatch(lane, batch, batch.tasks);
  const result =
    (await toldResult(deps, lane, provider, batch, asked)) ??
    (await guard(deps, lane, async () => client.poll?.(externalId, asked, context) ?? notPollable));
  const latencyMs = batch.submitted_at ? Math.max(0, deps.now() - Date.parse(batch.submitted_at)) : 0;
  const late = batch.deadline_at !== null && deps.now() > Date.parse(batch.deadline_at);
  const timeout: Failure = { outcome: "timeout", detail: "no result within the time the provider promises" };
  switch (result.kind) {
    case "answers":
      await deps.db.report(lane.provider, provider.keyId, "ok", 0);
      return settleAnswers(deps, lane, provider, batch, toStored(batch.tasks, result.answers, latencyMs));
    case "pending": {
      const answers = late ? result.answers.map((answer) => answer ?? timeout) : result.answers;
      return settleAnswers(
        deps,
        lane,
        provider,
        batch,
        toStored(batch.tasks, answers, latencyMs),
        [],
        pollMsOf(lane, provider, result.pollAfterMs),
      );
    }
    case "failed": {
      await reportFailure(deps, lane, provider, result.failure);
      // The job is paid for and still there: a failed read is repeated until the deadline, never bought again.
      const stays =
        result.failure.outcome === "rate_limited" ||
        result.failure.outcome === "transient" ||
        result.failure.outcome === "timeout";
      if (stays && !late) {
        const pollMs = Math.max(
          channelPlan(provider.entry, lane.channel).poll.nextMs,
          result.failure.retryAfterMs ?? 0,
        );
        await deps.db.settle(batch, [], { poll_ms: pollMs });
        return;
      }
      return settleAnswers(
        deps,
        lane,
        provider,
        batch,
        toStored(
          batch.tasks,
          batch.tasks.map(() => result.failure),
          latencyMs,
        ),
      );
    }
  }
}

/** `lost`: sent, but missing in what came back. */
async function settleAnswers(
  deps: WorkerDeps,
  lane: Lane,
  provider: ArmedProvider,
  batch: Batch,
  answers: readonly StoredAnswer[],
  lost: readonly Task[] = [],
  pollMs?: number,
): Promise<void> {
  const taskById = new Map(batch.tasks.map((task) => [task.task_id, task]));
  const awaited = await awaitVerdicts(deps, batch, answers);
  const handled = await handleEach(deps, [
    ...lost.map((task) => ({
      task,
      settle: async () => (await settleUnasked(deps, lane, provider, task)) ?? settleLost(deps, lane, task),
    })),
    ...awaited.ready.flatMap((stored) => {
      const task = taskById.get(stored.task_id);
      return task ? [{ task, settle: () => settleAnswer(awaited.deps, task, askedBy(lane, provider, stored)) }] : [];
    }),
  ]);
  const open = batch.tasks.length - handled.items.length;
  // Everybody left has an answer that waits for its verdict: kept, so that the provider is not asked for it again.
  if (awaited.waiting.length > 0 && awaited.waiting.length >= open) {
    if (handled.items.length > 0) await settleSafely(deps, batch, handled, null);
    if (await deps.db.answered(batch, awaited.waiting)) await deps.db.wait(batch, awaited.waitMs);
    return;
  }
  await settleSafely(
    deps,
    batch,
    handled,
    open > 0 ? { poll_ms: pollMs ?? channelPlan(provider.entry, lane.channel).poll.nextMs } : null,
  );
}

function askedBy(lane: Lane, provider: ArmedProvider, stored: StoredAnswer): Asked {
  const credits = stored.answer.credits ?? 0;
  return {
    provider: lane.provider,
    answer: stored.answer,
    latencyMs: stored.latency_ms,
    costMicros: Math.round(credits * provider.entry.usdMicrosPerCredit),
  };
}

const notPollable: PollResult = {
  kind: "failed",
  failure: { outcome: "bad_input", detail: "took a job but cannot be polled" },
};

/** Sends contacts on without asking: their provider is switched off, or has been down for too long. */
export async function passOver(deps: WorkerDeps, lane: Lane, batch: Batch, answer: Asked["answer"]): Promise<void> {
  const skipped = batch.tasks.map((task) => ({
    task,
    settle: async () =>
      task.over_budget
        ? settleOverBudget(task)
        : settleAnswer(deps, task, { provider: lane.provider, answer, latencyMs: null, costMicros: 0 }),
  }));
  await settleSafely(deps, batch, await handleEach(deps, skipped), null);
}

function stoppable(deps: WorkerDeps, batch: ProviderBatch, tasks: readonly Task[]): ProviderBatch {
  const jobs = new Map(tasks.map((task) => [task.contact.id, task]));
  return {
    ...batch,
    isStopped: (ref) => {
      const task = jobs.get(ref);
      return task !== undefined && isStopped(deps, task);
    },
  };
}

function toStored(tasks: readonly Task[], answers: readonly (Answer | null)[], latencyMs: number): StoredAnswer[] {
  return tasks.flatMap((task, index) => {
    const answer = answers[index];
    return answer ? [{ task_id: task.task_id, answer, latency_ms: latencyMs }] : [];
  });
}

function providerBatch(lane: Lane, batch: Batch, tasks: readonly Task[]): ProviderBatch {
  return { id: batch.batch_id, channel: lane.channel, queries: tasks.map(personQuery) };
}
