import { AppError } from "#contracts/errors.ts";
import { DbError } from "../_shared/db/port.ts";
import type { Batch, FailedTask, SettleItem, Task } from "../_shared/db/worker.ts";
import type { WorkerDeps } from "./deps.ts";

/** How long a batch waits before contacts that could not be handled are tried again. */
const tryAgainMs = 15_000;

/** What became of the tasks of a batch: items to settle, and those that ended in an error of our own. */
export interface Handled {
  items: SettleItem[];
  failed: FailedTask[];
}

/** Handles each task by itself: one that cannot be handled does not take the others with it. Null: nothing to settle. */
export async function handleEach(
  deps: Pick<WorkerDeps, "log">,
  work: readonly { task: Task; settle: () => Promise<SettleItem | null> }[],
): Promise<Handled> {
  const handled: Handled = { items: [], failed: [] };
  await Promise.all(
    work.map(async ({ task, settle }) => {
      try {
        const item = await settle();
        if (item !== null) handled.items.push(item);
      } catch (error) {
        if (!isPoison(error)) throw error;
        deps.log("contact_not_handled", { task: task.task_id, message: messageOf(error) });
        handled.failed.push({ task_id: task.task_id, reason: messageOf(error) });
      }
    }),
  );
  return handled;
}

/**
 * Settles what can be settled. Where the database refuses a page because of what is in it, the page is halved until the
 * contact at fault stands alone; it is tried again later and given up in the end.
 */
export async function settleSafely(
  deps: WorkerDeps,
  batch: Batch,
  { items, failed }: Handled,
  more: { poll_ms: number } | null,
): Promise<void> {
  const refused = await settleHalving(deps, batch, items, more);
  const all = [...failed, ...refused];
  if (all.length > 0) await deps.db.fail(batch, all, tryAgainMs);
}

async function settleHalving(
  deps: WorkerDeps,
  batch: Batch,
  items: SettleItem[],
  more: { poll_ms: number } | null,
): Promise<FailedTask[]> {
  try {
    await deps.db.settle(batch, items, more);
    return [];
  } catch (error) {
    const [only] = items;
    if (!isPoison(error) || only === undefined) throw error;
    if (items.length === 1) {
      deps.log("contact_not_settled", { task: only.task_id, message: messageOf(error) });
      return [{ task_id: only.task_id, reason: messageOf(error) }];
    }
    const middle = items.length >> 1;
    const first = await settleHalving(deps, batch, items.slice(0, middle), null);
    return [...first, ...(await settleHalving(deps, batch, items.slice(middle), more))];
  }
}

/**
 * Errors that would come again with the same contact: refusals of the database because of the data (SQLSTATE 21 to 23),
 * refusals of ours, and mistakes in our own code. A connection that is gone is none.
 */
function isPoison(error: unknown): boolean {
  if (error instanceof DbError) return /^2[123]/.test(error.code);
  return error instanceof AppError || error instanceof TypeError || error instanceof RangeError;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 500);
