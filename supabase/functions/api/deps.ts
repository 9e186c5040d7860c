import type { ExplainedVerdict } from "#core/verification/judge-email.ts";
import type { Db } from "../_shared/db/port.ts";
import type { HubspotConnection } from "../_shared/destinations/hubspot.ts";
import type { FindUser } from "../_shared/http/session-users.ts";
import type { Log } from "../_shared/log.ts";
import type { Sealer } from "../_shared/secrets/sealer.ts";
import type { CreateSignInToken } from "../_shared/sign-in-link.ts";
import type { QueuedVerifier } from "../_shared/verification/queued-verifier.ts";
import type { PhoneVerifier } from "../_shared/verification/verify-phone.ts";

/** Everything the API touches, passed in: the same app runs hosted, on a laptop and in tests. */
export interface ApiDeps {
  version: string;
  db: Db;
  findUser: FindUser;
  createSignInToken: CreateSignInToken;
  log: Log;
  /** Milliseconds since 1970. */
  now(): number;
  newId(): string;
  randomBytes(count: number): Uint8Array;
  /** Names of the providers that have all their settings. */
  configured: ReadonlySet<string>;
  /** True: no provider key is set and the bundled simulators answer. */
  sandbox: boolean;
  /** Tells the worker that there is work; never waits for it. */
  wakeWorker(): void;
  verifyEmail(email: string, level: 1 | 2 | 3): Promise<ExplainedVerdict>;
  /** Level 4, by whoever can reach mail servers. */
  queuedVerifier: QueuedVerifier;
  phones: PhoneVerifier;
  hubspot: HubspotConnection;
  /** Null: SECRETS_KEY is not set, so that no token can be stored. */
  sealer: Sealer | null;
  /** What a user's workspace gets at the first visit, in thousandths of a credit; 0: nothing. */
  welcomeMilli: number;
  /** Addresses of who runs this installation; empty: the first account does. */
  operators: ReadonlySet<string>;
  /** Requests that one actor may make in a minute. */
  requestsPerMinute: number;
}
