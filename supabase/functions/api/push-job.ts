import type { PushAnswer } from "#contracts/api/destinations.ts";
import { AppError } from "#contracts/errors.ts";
import { optionalProperties } from "#core/destinations/hubspot/contact-properties.ts";
import { refusedRow, type Trouble } from "#core/destinations/hubspot/read-upsert.ts";
import { batchSize } from "#core/destinations/hubspot/upsert-request.ts";
import type { DestinationKind, RowOutcome } from "#core/destinations/words.ts";
import { beginPush, endPush, type PushPerson, recordPush } from "../_shared/db/destinations.ts";
import type { ApiDeps } from "./deps.ts";

/** People that one request sends, at most; the caller repeats while some are left. */
export const peoplePerPush = 500;
/** No call is begun later than this: with its own deadline the answer comes within the 30 s that callers wait. */
const startCallsForMs = 12_000;
/** A push that was killed frees the destination after this. */
const leaseMs = 40_000;
/** HubSpot's lowest plan takes 100 calls in 10 s from one token; other work of the customer's uses it too. */
const pace = [{ capacity: 80, per_ms: 10_000 }];

interface Push {
  workspaceId: string;
  jobId: string;
  actor: string | null;
  kind: DestinationKind;
  run: string | null;
}

/** Where a workspace's token is bound to. */
export const sealPlace = (workspaceId: string, kind: DestinationKind): string => `destination:${kind}:${workspaceId}`;

/**
 * Sends the next people of a job. What HubSpot took is written down call by call; a kill between its answer and our note
 * sends those people again, and an upsert by address makes that harmless.
 */
export async function pushJob(deps: ApiDeps, push: Push): Promise<PushAnswer> {
  const pushId = crypto.randomUUID();
  const begun = await beginPush(deps.db, { ...push, pushId, limit: peoplePerPush, leaseMs });
  const place = { ...push, destinationId: begun.destination_id, pushId, run: begun.run };
  let trouble: Trouble | null = begun.busy_ms > 0 ? { kind: "wait", ms: begun.busy_ms } : null;
  let ended = false;
  try {
    if (begun.sandbox && !deps.hubspot.simulated) {
      throw new AppError(
        "unprocessable",
        "The people of this job were made up by the sandbox. HubSpot gets real ones only.",
      );
    }
    if (trouble === null && begun.people.length > 0) {
      const token = await deps.sealer?.open(begun.secret_ciphertext ?? "", sealPlace(push.workspaceId, push.kind));
      trouble = token ? await deliver(deps, place, token, begun.people) : { kind: "token" };
    }
    const sums = await endPush(deps.db, { ...place, tokenRefused: trouble?.kind === "token" });
    ended = true;
    // Nobody reads a number that says nothing moved: the sentence tells what to do.
    if (trouble?.kind === "token") throw new AppError("destination_token");
    if (trouble?.kind === "unavailable") throw new AppError("destination_unavailable");
    const wait_seconds = trouble?.kind === "wait" && sums.left > 0 ? Math.max(1, Math.ceil(trouble.ms / 1_000)) : 0;
    return { run: begun.run, ...sums, wait_seconds };
  } finally {
    if (!ended) await endPush(deps.db, { ...place, tokenRefused: false }).catch(() => {});
  }
}

/** Batch by batch; a batch that was refused as a whole is halved until the bad rows stand alone. Null: all went well. */
async function deliver(
  deps: ApiDeps,
  place: { workspaceId: string; destinationId: string; pushId: string },
  token: string,
  people: readonly PushPerson[],
): Promise<Trouble | null> {
  const until = deps.now() + startCallsForMs;
  const without = new Set<string>();
  const queue: PushPerson[][] = [];
  for (let from = 0; from < people.length; from += batchSize) queue.push(people.slice(from, from + batchSize));
  const record = (rows: { person: PushPerson; outcome: RowOutcome }[]) =>
    rows.length === 0 ? null : recordPush(deps.db, { ...place, leaseMs, rows });

  for (let batch = queue.shift(); batch !== undefined; batch = queue.shift()) {
    if (deps.now() > until) return null;
    const paced = await deps.db.rpc<{ granted: number; wait_ms: number }>("rate_take", {
      p_bucket: `destination:${place.destinationId}`,
      p_count: 1,
      p_windows: pace,
    });
    if (paced.granted < 1) return { kind: "wait", ms: paced.wait_ms };

    const reading = await deps.hubspot.client.upsert(token, batch, without);
    if (reading.kind === "rejected") {
      const missing = addMissing(
        without,
        reading.refusal.reason === "unknown_property" ? reading.refusal.properties : [],
      );
      if (missing) queue.unshift(batch);
      else if (batch.length === 1)
        await record(batch.map((person) => ({ person, outcome: refusedRow(reading.refusal) })));
      else queue.unshift(batch.slice(0, batch.length >> 1), batch.slice(batch.length >> 1));
      continue;
    }
    if (reading.kind !== "rows") return reading;

    const rows = batch.flatMap((person, index) => {
      const outcome = reading.rows[index];
      return outcome === undefined ? [] : [{ person, outcome }];
    });
    const missing = addMissing(without, reading.unknown);
    const isAgain = ({ outcome }: (typeof rows)[number]) =>
      missing && outcome.state === "refused" && outcome.reason === "unknown_property";
    await record(rows.filter((row) => !isAgain(row)));
    const again = rows.filter(isAgain).map(({ person }) => person);
    if (again.length > 0) queue.unshift(again);
  }
  return null;
}

/** True when a property that HubSpot does not know can be left out and was not left out before. */
function addMissing(without: Set<string>, properties: readonly string[]): boolean {
  const fresh = properties.filter((name) => optionalProperties.includes(name) && !without.has(name));
  for (const name of fresh) without.add(name);
  return fresh.length > 0;
}
