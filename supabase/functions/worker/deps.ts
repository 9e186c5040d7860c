import type { CatalogueEntry } from "#core/cascade/catalogue-entry.ts";
import type { Channel } from "#core/providers/provider-port.ts";
import type { EmailVerdict, VerifyLevel } from "#core/verification/email-verdict.ts";
import type { WorkerDb } from "../_shared/db/worker.ts";
import type { ProviderClient, ProviderContext } from "../_shared/providers/client.ts";
import type { QueuedVerifier } from "../_shared/verification/queued-verifier.ts";
import type { PhoneVerifier } from "../_shared/verification/verify-phone.ts";

/** A provider with its key, ready to be asked. */
export interface ArmedProvider {
  entry: CatalogueEntry;
  client: ProviderClient;
  context: ProviderContext;
  /** Tells keys apart without revealing them: rate buckets and breakers belong to a key. */
  keyId: string;
}

/** Everything the worker touches, passed in, so that the same code runs hosted, on a laptop, in the command line and in tests. */
export interface WorkerDeps {
  db: WorkerDb;
  providers: ReadonlyMap<string, ArmedProvider>;
  verifyEmail(address: string, level: VerifyLevel): Promise<EmailVerdict>;
  /** Level 4 by processes elsewhere; without it, level 4 is what `verifyEmail` can do by itself. */
  queuedVerifier?: QueuedVerifier;
  phones: PhoneVerifier;
  /** Whether found numbers are looked up live; costs money for each. */
  lookUpPhones: boolean;
  now(): number;
  /** True once a job was cancelled or paused: nobody is asked for its contacts any more. */
  isStopped?(jobId: string): boolean;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  random(): number;
  log(event: string, detail: Record<string, unknown>): void;
}

export const leaseMs = 60_000;

/** How long contacts wait at a provider in trouble before the cascade goes on without it. */
export const passOverAfterMs = 30_000;

export interface Lane {
  provider: string;
  channel: Channel;
}

export const laneKey = (lane: Lane): string => `${lane.provider}:${lane.channel}`;
