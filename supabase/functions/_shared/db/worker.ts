import type { PolicySnapshot } from "#core/cascade/learning/snapshot.ts";
import type { AskOutcome } from "#core/cascade/next-step.ts";
import type { ContactResult, JobOptions, StopReason } from "#core/jobs/words.ts";
import type { Answer, Channel, EmailLabel } from "#core/providers/provider-port.ts";
import type { Calibration } from "#core/results/calibration/calibration.ts";
import type { StoredVerdict } from "#core/results/stored-verdict.ts";
import type { EmailStatus } from "#core/verification/email-verdict.ts";
import type { PhoneVerdict } from "#core/verification/phone/verify-phone.ts";
import { calibrationSource } from "./calibration.ts";
import type { Db } from "./port.ts";

/** One contact waiting at one provider, with everything that the cascade has to know to go on. */
export interface Task {
  task_id: number;
  channel: Channel;
  /** Counted tries of this provider before this one. */
  attempt: number;
  /** True when the job's budget does not cover another ask: nothing is reserved, and nobody may be called. */
  over_budget: boolean;
  contact: {
    id: string;
    first_name: string | null;
    last_name: string | null;
    full_name: string | null;
    company: string | null;
    domain: string | null;
    title: string | null;
    location: string | null;
    country: string | null;
    linkedin_url: string | null;
    given_email: string | null;
    given_phone: string | null;
  };
  job: { id: string; workspace_id: string; options: JobOptions & { phone_order?: string[] } };
  held: HeldEmail | null;
  /** When the contact's first task was claimed, ISO 8601. */
  waiting_since: string | null;
  asked: {
    provider: string;
    channel: Channel;
    outcome: AskOutcome;
    label: EmailLabel | null;
    email: string | null;
    confidence: number | null;
  }[];
  /** Addresses that an earlier import found for this person and users reported as wrong, in lower case. */
  reported_emails: string[];
}

/** The best answer that was not good enough to stop. */
export interface HeldEmail {
  email: string;
  status: EmailStatus;
  confidence: number;
  source: string;
  /** With what was made of it: evidence and explanation. */
  verdict: StoredVerdict | null;
}

export type BatchState = "intent" | "submitted" | "answered";

export interface Batch {
  batch_id: string;
  /** Grows with every claim; a settle with an older number changes nothing. */
  fence: number;
  state: BatchState;
  external_id: string | null;
  submitted_at: string | null;
  deadline_at: string | null;
  /** Leases in a row that ran out before this one: somebody in the batch may be what kills workers. */
  takeovers?: number;
  /** Answers stored by an earlier worker, one for each task by id. */
  answers: StoredAnswer[] | null;
  tasks: Task[];
}

export interface StoredAnswer {
  task_id: number;
  answer: Answer;
  latency_ms: number;
}

/** A task that could not be handled, and why: for the operator. */
export interface FailedTask {
  task_id: number;
  reason: string;
}

export interface OverviewRow {
  /** The database's clock, ISO 8601: all times of the queue are its. */
  now: string;
  provider: string;
  channel: Channel;
  ready: number;
  next_run_at: string | null;
  polls_due: number;
  next_poll_at: string | null;
  breaker: "closed" | "open" | "half_open";
  retry_at: string | null;
  disabled_reason: "auth" | "out_of_credits" | null;
  oldest_ready_at: string | null;
}

export interface SettleItem {
  task_id: number;
  ask: {
    outcome: AskOutcome;
    label: EmailLabel | null;
    native_label: string | null;
    email: string | null;
    phone: string | null;
    phone_kind: string | null;
    score: number | null;
    confidence: number | null;
    verdict: StoredVerdict | PhoneVerdict | null;
    cost_micros: number;
    latency_ms: number | null;
    detail: string | null;
  } | null;
  held: HeldEmail | null;
  step:
    | { do: "ask"; provider: string; delay_ms: number }
    | { do: "retry"; delay_ms: number; count_attempt: boolean }
    | {
        do: "finish";
        result: ContactResult;
        reason: StopReason;
        email: HeldEmail | null;
        phone: { phone: string; type: string | null; status: string; source: string } | null;
        credits_milli: number;
      };
  suppress: boolean;
}

export interface RateWindowArgs {
  capacity: number;
  per_ms: number;
}

/** Of that many successes in a row, one is told to the database. */
const okReportedEvery = 10;

/** The worker's SQL functions, one method each; what they do in one transaction is described in the migrations. */
export function workerDb(db: Db, worker: string) {
  const quiet = new Map<string, number>();
  const calibration = calibrationSource(db);

  /** Success after success says nothing new; after trouble it does, and now and then it clears what others counted. */
  const isNews = (key: string, event: string): boolean => {
    const left = event === "ok" ? (quiet.get(key) ?? 0) : 0;
    quiet.set(key, event === "ok" && left === 0 ? okReportedEvery : Math.max(left - 1, 0));
    return left === 0;
  };

  return {
    overview: () => db.rpc<OverviewRow[] | null>("worker_overview", {}).then((rows) => rows ?? []),
    claim: (ask: {
      provider: string;
      channel: Channel;
      keyId: string;
      limit: number;
      leaseMs: number;
      askCostMicros: number;
      holdMilli: number;
    }) =>
      db.rpc<Batch | null>("worker_claim", {
        p_worker: worker,
        p_provider: ask.provider,
        p_channel: ask.channel,
        p_key_id: ask.keyId,
        p_limit: ask.limit,
        p_lease_ms: ask.leaseMs,
        p_ask_cost_micros: ask.askCostMicros,
        p_hold_milli: ask.holdMilli,
      }),
    reclaim: (provider: string, channel: Channel, limit: number, leaseMs: number) =>
      db
        .rpc<Batch[] | null>("worker_reclaim", {
          p_worker: worker,
          p_provider: provider,
          p_channel: channel,
          p_limit: limit,
          p_lease_ms: leaseMs,
        })
        .then((batches) => batches ?? []),
    submitted: (batch: Batch, externalId: string, pollMs: number, deadlineMs: number) =>
      db.rpc<boolean>("worker_submitted", {
        p_batch: batch.batch_id,
        p_fence: batch.fence,
        p_external_id: externalId,
        p_poll_ms: pollMs,
        p_deadline_ms: deadlineMs,
      }),
    answered: (batch: Batch, answers: StoredAnswer[]) =>
      db.rpc<boolean>("worker_answered", { p_batch: batch.batch_id, p_fence: batch.fence, p_answers: answers }),
    /** Stored answers wait for a verdict; nobody is asked meanwhile. False: somebody else has the batch. */
    wait: (batch: Batch, pollMs: number) =>
      db.rpc<boolean>("worker_wait", { p_batch: batch.batch_id, p_fence: batch.fence, p_poll_ms: pollMs }),
    /** False: somebody else has the batch. */
    expectCallback: (batch: Batch, tokenHash: string) =>
      db.rpc<boolean>("worker_expect_callback", {
        p_batch: batch.batch_id,
        p_fence: batch.fence,
        p_token_hash: tokenHash,
      }),
    /** What the provider told of the batch by itself, or null. */
    callback: (batch: Batch) => db.rpc<unknown>("worker_callback", { p_batch: batch.batch_id, p_fence: batch.fence }),
    settle: (batch: Batch, items: SettleItem[], more: { poll_ms: number } | null) =>
      db.rpc<{ settled: number; ignored: number }>("worker_settle", {
        p_batch: batch.batch_id,
        p_fence: batch.fence,
        p_items: items,
        p_more: more,
      }),
    /** Counts a failed handling; at the third the contact is given up. The ids of those are returned. */
    fail: (batch: Batch, failed: readonly FailedTask[], delayMs: number | null) =>
      db
        .rpc<{ dead: number[] }>("worker_fail", {
          p_batch: batch.batch_id,
          p_fence: batch.fence,
          p_items: failed,
          p_delay_ms: delayMs,
        })
        .then(({ dead }) => dead),
    /** Jobs that were cancelled or paused while contacts of theirs wait in this worker's calls. */
    stopped: () => db.rpc<string[]>("worker_stopped", { p_worker: worker }),
    renew: (batchIds: string[], leaseMs: number) =>
      db.rpc<number>("worker_renew", { p_worker: worker, p_batches: batchIds, p_lease_ms: leaseMs }),
    release: (batch: Batch) => db.rpc<unknown>("worker_release", { p_batch: batch.batch_id, p_fence: batch.fence }),
    takeTokens: (bucket: string, count: number, windows: RateWindowArgs[]) =>
      db.rpc<{ granted: number; wait_ms: number }>("rate_take", {
        p_bucket: bucket,
        p_count: count,
        p_windows: windows,
      }),
    report: async (
      provider: string,
      keyId: string,
      event: "ok" | "failure" | "auth" | "out_of_credits",
      retryMs: number,
    ): Promise<void> => {
      if (!isNews(`${provider} ${keyId}`, event)) return;
      await db.rpc("provider_report", { p_provider: provider, p_key_id: keyId, p_event: event, p_retry_ms: retryMs });
    },
    mayProbe: (provider: string, keyId: string) =>
      db
        .rpc<{ probe: boolean }>("provider_report", {
          p_provider: provider,
          p_key_id: keyId,
          p_event: "probe",
          p_retry_ms: 60_000,
        })
        .then((state) => state.probe),
    /** Curves of the newest snapshot, of simulated or of real answers. */
    calibration: (sandbox: boolean): Promise<Calibration> => calibration(sandbox),
    /** What an earlier answer of the trail with this address came to; null when nobody gave it. */
    knownAnswer: (contactId: string, email: string) =>
      db.rpc<StoredVerdict | null>("worker_known_answer", { p_contact: contactId, p_email: email }),
    /** Throws `not_found` for an id that no snapshot has. */
    policySnapshot: (id: number) => db.rpc<unknown>("policy_snapshot_get", { p_id: id }),
    /** Counts new answers of the trail; a snapshot becomes of them when the rule says so. */
    learnPolicy: (
      params: Pick<PolicySnapshot, "settings" | "priors">,
      rule: { lagMs: number; minAsks: number; minAgeMs: number },
    ) =>
      db.rpc<{ counted: number; snapshots: number }>("policy_learn", {
        p_params: params,
        p_lag_ms: rule.lagMs,
        p_min_asks: rule.minAsks,
        p_min_age_ms: rule.minAgeMs,
      }),
    beat: () => db.rpc<unknown>("worker_beat", { p_worker: worker }),
  };
}

export type WorkerDb = ReturnType<typeof workerDb>;
