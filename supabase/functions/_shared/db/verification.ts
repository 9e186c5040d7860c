import { z } from "zod";
import type { ExplainedVerdict } from "#core/verification/judge-email.ts";
import type { QueuedAddress } from "#core/verification/queue/verdict-wait.ts";
import type { Db } from "./port.ts";

/** What a verifier found out about itself; shown to admins. */
export interface VerifierAudit {
  /** Null: it has no name and gives its address. */
  helo: string | null;
  mail_from: string;
  /** The address that mail servers see; null where nobody told. */
  address: string | null;
  /** Whether a mail server of the outside answered; `unknown`: none could be looked up. */
  port25: "open" | "closed" | "unknown";
  /** Whether the address resolves back to the HELO name. */
  ptr: "match" | "mismatch" | "missing" | "unknown";
  /** Blocklists that name the address; null: none could be asked. */
  listed: string[] | null;
  /** ISO 8601. */
  audited_at: string;
}

export interface ClaimedAddress {
  id: number;
  fence: number;
  address: string;
  pool: string;
  /** Tries that ended before this one. */
  attempts: number;
}

export type SettledAddress = Pick<ClaimedAddress, "id" | "fence"> &
  (
    | { do: "done"; verdict: ExplainedVerdict; keep_ms: number }
    | { do: "retry"; verdict: ExplainedVerdict; delay_ms: number }
    | { do: "release" }
  );

export interface AskedAddress extends QueuedAddress {
  address: string;
  verdict: ExplainedVerdict | null;
}

/** Everybody who waits for a verdict: `able` is false where no verifier is near, and then nothing was put. */
export interface AskedAddresses {
  able: boolean;
  items: Map<string, AskedAddress>;
}

interface AskedRow {
  address: string;
  done: boolean;
  verdict: ExplainedVerdict | null;
  asked_ms: number;
  tried_ms: number | null;
  due_ms: number;
}

const auditSchema = z.object({
  helo: z.string().nullable(),
  mail_from: z.string(),
  address: z.string().nullable(),
  port25: z.enum(["open", "closed", "unknown"]),
  ptr: z.enum(["match", "mismatch", "missing", "unknown"]),
  listed: z.array(z.string()).nullable(),
  audited_at: z.string(),
});
const stateSchema = z.object({
  verifiers: z.array(z.object({ able: z.boolean(), running: z.boolean(), seen_at: z.string(), audit: z.unknown() })),
  waiting: z.number(),
});

/** The verifier that was seen last, as the status shows it. */
export interface VerifierState {
  running: boolean;
  last_seen: string | null;
  audit: VerifierAudit | null;
  /** Addresses before the verifiers, counted to 10,000. */
  waiting: number;
}

/** Puts addresses before the verifiers and tells how far they are. `wantedMs`: how long without being asked again. */
export async function askVerifiers(
  db: Db,
  asks: readonly { address: string; pool: string }[],
  options: { urgent: boolean; wantedMs: number },
): Promise<AskedAddresses> {
  if (asks.length === 0) return { able: true, items: new Map() };
  const { able, items } = await db.rpc<{ able: boolean; items: AskedRow[] }>("verification_ask", {
    p_asks: asks,
    p_urgent: options.urgent,
    p_wanted_ms: options.wantedMs,
  });
  const rows = items.map((row): [string, AskedAddress] => [
    row.address,
    {
      address: row.address,
      done: row.done,
      verdict: row.verdict,
      hasVerdict: row.verdict !== null,
      askedMs: row.asked_ms,
      triedMs: row.tried_ms,
      dueMs: row.due_ms,
    },
  ]);
  return { able, items: new Map(rows) };
}

export async function readVerifierState(db: Db): Promise<VerifierState> {
  const { verifiers, waiting } = stateSchema.parse(await db.rpc("verification_state", {}));
  const latest = verifiers.find(({ running }) => running) ?? verifiers[0];
  if (latest === undefined) return { running: false, last_seen: null, audit: null, waiting };
  const audit = auditSchema.safeParse(latest.audit);
  return {
    running: latest.running,
    last_seen: latest.seen_at,
    audit: audit.success ? audit.data : null,
    waiting,
  };
}

/** The verifier's side of the queue. `sender` is what mail servers know it by, `verifier` tells processes apart. */
export function verifierDb(db: Db, identity: { verifier: string; sender: string }) {
  const { verifier, sender } = identity;
  return {
    claim: (ask: { limit: number; perPool: number; full: readonly string[]; after: string; leaseMs: number }) =>
      db.rpc<{ items: ClaimedAddress[]; after: string }>("verification_claim", {
        p_verifier: verifier,
        p_sender: sender,
        p_limit: ask.limit,
        p_per_pool: ask.perPool,
        p_full: ask.full,
        p_after: ask.after,
        p_lease_ms: ask.leaseMs,
      }),
    renew: (ids: readonly number[], leaseMs: number) =>
      db.rpc<number>("verification_renew", { p_verifier: verifier, p_ids: ids, p_lease_ms: leaseMs }),
    settle: (items: readonly SettledAddress[]) =>
      db.rpc<number>("verification_settle", { p_sender: sender, p_items: items }),
    beat: (state: { able: boolean; stopped: boolean; audit: VerifierAudit }) =>
      db.rpc<unknown>("verifier_beat", {
        p_sender: sender,
        p_able: state.able,
        p_stopped: state.stopped,
        p_audit: state.audit,
      }),
  };
}

export type VerifierDb = ReturnType<typeof verifierDb>;
