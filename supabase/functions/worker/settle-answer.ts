import { nextStep, type PastAsk, type Step } from "#core/cascade/next-step.ts";
import { chargeMilli } from "#core/credits/prices.ts";
import { retryDelayMs } from "#core/jobs/retry-schedule.ts";
import type { Answer } from "#core/providers/provider-port.ts";
import type { HeldEmail, SettleItem, Task } from "../_shared/db/worker.ts";
import { type ChosenEmail, chooseEmail } from "./choose-email.ts";
import { type ChosenPhone, choosePhone } from "./choose-phone.ts";
import type { WorkerDeps } from "./deps.ts";
import { planFor } from "./plan-for.ts";

/** How one ask went, as the worker saw it. `skipped` asks never left the house. */
export interface Asked {
  provider: string;
  answer: Answer | { outcome: "skipped"; detail: string };
  latencyMs: number | null;
  costMicros: number;
}

/** Waiting for a provider that is down starts here and doubles with every round, up to five minutes. */
const firstRoundMs = 15_000;
const longestRoundMs = 300_000;

/** Turns an answer into what the database settles: the trail row, the new best answer and the next step. */
export async function settleAnswer(deps: WorkerDeps, task: Task, asked: Asked): Promise<SettleItem> {
  const { options } = task.job;
  const isPhone = task.channel === "phone";
  const found = asked.answer.outcome === "found" ? asked.answer : null;
  const emails = found?.emails.filter(({ email }) => !task.reported_emails.includes(email.toLowerCase())) ?? [];
  const repeats = found !== null && emails.length < found.emails.length;
  const { chosen, held } =
    found && !isPhone ? await chooseEmail(deps, task, asked.provider, emails) : { chosen: null, held: task.held };
  const phone = found && isPhone ? await choosePhone(deps, task, found.phones) : null;
  // A provider that "found" only things we refuse has found nothing.
  const outcome = found && !(isPhone ? phone : chosen) ? "miss" : asked.answer.outcome;
  const confidence = isPhone ? (phone ? 100 : null) : (chosen?.confidence ?? null);

  const best = betterOf(held, chosen);
  const past = pastAsks(task);
  const step = nextStep({
    channel: task.channel,
    ...(await planFor(deps.db, task)),
    threshold: options.threshold,
    asked: [...past, { provider: asked.provider, outcome, confidence, attempt: task.attempt + 1 }],
    bestConfidence: isPhone ? confidence : (best?.confidence ?? null),
    overBudget: task.over_budget,
    waitedMs: task.waiting_since ? deps.now() - Date.parse(task.waiting_since) : 0,
    patienceMs: options.patience_ms,
  });

  const repeatsSkip =
    outcome === "skipped" && past.at(-1)?.outcome === "skipped" && past.at(-1)?.provider === asked.provider;
  return {
    task_id: task.task_id,
    ask: repeatsSkip
      ? null
      : {
          outcome,
          label: chosen?.found.label ?? null,
          native_label: chosen?.found.nativeLabel ?? null,
          email: chosen?.email ?? null,
          phone: phone?.e164 ?? null,
          phone_kind: phone?.kind ?? null,
          score: phone?.verdict.score ?? chosen?.found.score ?? null,
          // A number has a score of its own; that it was taken says nothing of how sure it is.
          confidence: chosen?.confidence ?? null,
          verdict: phone?.verdict ?? chosen?.verdict ?? null,
          cost_micros: asked.costMicros,
          latency_ms: asked.latencyMs,
          detail:
            "detail" in asked.answer ? asked.answer.detail : (chosen?.why ?? (repeats ? "reported_before" : null)),
        },
    held: best && best !== task.held ? best : null,
    step: toDatabaseStep(deps, task, asked, step, best, phone, past),
    suppress: step.do === "finish" && step.suppress,
  };
}

/**
 * A contact waits at first where its order begins. The policy may know a better place: then it goes there without an ask,
 * or ends here if nobody is worth it. Null: this is the place.
 */
export async function settleElsewhere(deps: WorkerDeps, task: Task, provider: string): Promise<SettleItem | null> {
  if (task.job.options.mode !== "auto" || pastAsks(task).length > 0) return null;
  const plan = await planFor(deps.db, task);
  // Whom nobody can be asked about is told so by the provider at hand.
  if (plan.order.length === 0) return null;
  const step = nextStep({
    channel: task.channel,
    ...plan,
    threshold: task.job.options.threshold,
    asked: [],
    bestConfidence: null,
    overBudget: false,
    waitedMs: 0,
    patienceMs: 0,
  });
  if (step.do === "ask" && step.provider === provider) return null;
  const unasked: Asked = { provider, answer: { outcome: "skipped", detail: "" }, latencyMs: null, costMicros: 0 };
  return {
    task_id: task.task_id,
    ask: null,
    held: null,
    step: toDatabaseStep(deps, task, unasked, step, null, null, []),
    suppress: false,
  };
}

/** A task that the budget does not cover ends without an ask. */
export function settleOverBudget(task: Task): SettleItem {
  const step = nextStep({
    channel: task.channel,
    order: [],
    threshold: task.job.options.threshold,
    asked: pastAsks(task),
    bestConfidence: task.channel === "email" ? (task.held?.confidence ?? null) : null,
    overBudget: true,
    waitedMs: 0,
    patienceMs: 0,
  });
  if (step.do !== "finish") throw new Error("a task over budget must end");
  return {
    task_id: task.task_id,
    ask: null,
    held: null,
    step: {
      do: "finish",
      result: step.result,
      reason: step.reason,
      email: step.deliverBest && task.channel === "email" ? task.held : null,
      phone: null,
      credits_milli: 0,
    },
    suppress: false,
  };
}

function pastAsks(task: Task): PastAsk[] {
  return task.asked
    .filter((ask) => ask.channel === task.channel)
    .map((ask) => ({ provider: ask.provider, outcome: ask.outcome, confidence: ask.confidence, attempt: 1 }));
}

function toDatabaseStep(
  deps: WorkerDeps,
  task: Task,
  asked: Asked,
  step: Step,
  best: HeldEmail | null,
  phone: ChosenPhone | null,
  past: readonly PastAsk[],
): SettleItem["step"] {
  switch (step.do) {
    case "ask": {
      const rounds = past.filter((ask) => ask.provider === step.provider).length;
      const delay = step.waitFirst
        ? Math.min(firstRoundMs * 2 ** rounds, longestRoundMs, task.job.options.patience_ms)
        : 0;
      return { do: "ask", provider: step.provider, delay_ms: delay };
    }
    case "retry": {
      const retryAfter = "retryAfterMs" in asked.answer ? asked.answer.retryAfterMs : undefined;
      return {
        do: "retry",
        delay_ms: retryDelayMs(task.attempt, deps.random(), retryAfter),
        count_attempt: asked.answer.outcome !== "rate_limited",
      };
    }
    case "finish": {
      const email = step.deliverBest && task.channel === "email" ? best : null;
      return {
        do: "finish",
        result: step.result,
        reason: step.reason,
        email: email
          ? {
              email: email.email,
              status: email.status,
              confidence: email.confidence,
              source: email.source,
              verdict: email.verdict,
            }
          : null,
        phone:
          step.deliverBest && phone
            ? { phone: phone.e164, type: phone.type, status: phone.status, source: asked.provider }
            : null,
        credits_milli: step.reason === "accepted" ? creditsFor(task, phone) : 0,
      };
    }
  }
}

function creditsFor(task: Task, phone: ChosenPhone | null): number {
  if (task.channel === "email") return chargeMilli({ email: "accepted", phone: null });
  return chargeMilli({ email: null, phone: phone?.kind === "mobile" && phone.status === "valid" ? "mobile" : "other" });
}

function betterOf(held: HeldEmail | null, chosen: ChosenEmail | null): HeldEmail | null {
  if (!chosen || chosen.confidence === 0) return held;
  if (held && held.confidence >= chosen.confidence) return held;
  const { email, status, confidence, source, verdict } = chosen;
  return { email, status, confidence, source, verdict };
}
