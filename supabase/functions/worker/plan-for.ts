import { catalogueEntry } from "#core/cascade/catalogue.ts";
import { unlearned } from "#core/cascade/learning/priors.ts";
import { snapshotSchema } from "#core/cascade/learning/snapshot.ts";
import type { CascadeState } from "#core/cascade/next-step.ts";
import { openPolicy, type Policy } from "#core/cascade/policy/open-policy.ts";
import { segmentOf } from "#core/cascade/policy/segment.ts";
import type { Task, WorkerDb } from "../_shared/db/worker.ts";
import { personQuery } from "./person-query.ts";

/** Policies stay in memory for the jobs that are being worked on; more than these are opened again. */
const keptPolicies = 16;

/** What each database's workers have opened. Snapshots never change, so nothing in here grows old. */
const opened = new WeakMap<WorkerDb, Map<number | null, Promise<Policy>>>();

/** Who may be asked for a task, in the order in which they are, and who decides: what `nextStep` needs of the job. */
export async function planFor(db: WorkerDb, task: Task): Promise<Required<Pick<CascadeState, "order" | "plan">>> {
  const { options } = task.job;
  const mode = options.mode ?? "fixed";
  const order = (task.channel === "phone" ? options.phone_order : options.order) ?? [];
  const policy = await policyOf(db, options.policy_snapshot ?? null);
  const person = {
    ref: task.contact.id,
    segment: segmentOf(task.contact),
    channel: task.channel,
    threshold: options.threshold,
  };
  return {
    // A pinned order shows in the trail whom it could not ask; nobody chooses such a provider.
    order: mode === "auto" ? askable(task, order) : order,
    plan: {
      mode,
      advice: {
        choose: (standing) => policy.choose(person, standing),
        isWorthAsking: (standing) => policy.prospect(person, standing).next !== null,
      },
    },
  };
}

function askable(task: Task, order: readonly string[]): string[] {
  const query = personQuery(task);
  return order.filter((name) => catalogueEntry(name)?.cannotAsk(query) === null);
}

function policyOf(db: WorkerDb, snapshotId: number | null): Promise<Policy> {
  const known = opened.get(db) ?? new Map<number | null, Promise<Policy>>();
  opened.set(db, known);
  const before = known.get(snapshotId);
  if (before) return before;
  const fresh = open(db, snapshotId);
  known.set(snapshotId, fresh);
  // What could not be read is read again next time.
  fresh.catch(() => known.delete(snapshotId));
  const [oldest] = known.keys();
  if (known.size > keptPolicies && oldest !== undefined) known.delete(oldest);
  return fresh;
}

async function open(db: WorkerDb, snapshotId: number | null): Promise<Policy> {
  if (snapshotId === null) return openPolicy(unlearned());
  return openPolicy(snapshotSchema.parse(await db.policySnapshot(snapshotId)));
}
