import { channelPlan } from "#core/cascade/channel-plan.ts";
import type { Batch } from "../_shared/db/worker.ts";
import { randomToken } from "../_shared/http/random-token.ts";
import { sha256 } from "../_shared/http/sha256.ts";
import type { PollResult, ProviderBatch } from "../_shared/providers/client.ts";
import { setting } from "../_shared/providers/setting.ts";
import type { ArmedProvider, Lane, WorkerDeps } from "./deps.ts";

/** Polls are the net under calls that never come: rarer than where they are all there is. */
const netFactor = 3;

/** Where this provider may call, without the part that belongs to a batch; null: it is only polled. */
function addressOf(lane: Lane, { client, context, entry }: ArmedProvider): string | null {
  if (client.readCallback === undefined || channelPlan(entry, lane.channel).style !== "async") return null;
  return setting(context, "WEBHOOK_URL") ?? null;
}

/**
 * The address under which a provider may tell the result of this batch: it ends in a random token of which the database
 * keeps the hash. Null: no call is expected. False: somebody else has the batch.
 */
export async function expectCallback(
  deps: Pick<WorkerDeps, "db">,
  lane: Lane,
  provider: ArmedProvider,
  batch: Batch,
): Promise<string | null | false> {
  const base = addressOf(lane, provider);
  if (base === null) return null;
  const token = randomToken();
  const isOurs = await deps.db.expectCallback(batch, await sha256(token));
  return isOurs && `${base.replace(/\/+$/, "")}/${batch.batch_id}/${token}`;
}

/** What the provider has told of the batch by itself, if that says anything of its result. */
export async function toldResult(
  deps: Pick<WorkerDeps, "db">,
  lane: Lane,
  provider: ArmedProvider,
  batch: Batch,
  asked: ProviderBatch,
): Promise<PollResult | null> {
  if (addressOf(lane, provider) === null || batch.external_id === null) return null;
  const payload = await deps.db.callback(batch);
  return payload === null ? null : (provider.client.readCallback?.(payload, batch.external_id, asked) ?? null);
}

/** How long to wait for the next poll: longer where the provider is expected to call. */
export function pollMsOf(lane: Lane, provider: ArmedProvider, pollMs: number): number {
  return addressOf(lane, provider) === null ? pollMs : pollMs * netFactor;
}
