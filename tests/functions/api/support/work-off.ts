import type { Db } from "#functions/_shared/db/port.ts";

interface Claim {
  batch_id: string;
  fence: number;
  tasks: { task_id: number; contact: { id: string; first_name: string | null; last_name: string | null } }[];
}

/**
 * Does what the worker does, with the database's own functions: claims every waiting task of a provider, and answers
 * with an address for those whose first name does not begin with "Z".
 */
export async function workOff(db: Db, provider = "icypeas"): Promise<number> {
  let settled = 0;
  for (;;) {
    const claim = await db.rpc<Claim | null>("worker_claim", {
      p_worker: "test-worker",
      p_provider: provider,
      p_channel: "email",
      p_key_id: "test-key",
      p_limit: 500,
      p_lease_ms: 60_000,
      p_ask_cost_micros: 19_000,
      p_hold_milli: 1_000,
    });
    if (claim === null) return settled;
    const items = claim.tasks.map(({ task_id, contact }) => {
      const found = !contact.first_name?.startsWith("Z");
      const email = found ? `${contact.first_name}.${contact.last_name}@orchard.example`.toLowerCase() : null;
      return {
        task_id,
        ask: {
          outcome: found ? "found" : "miss",
          label: found ? "verified" : null,
          native_label: found ? "ultra_sure" : null,
          email,
          phone: null,
          phone_kind: null,
          score: null,
          confidence: found ? 95 : null,
          verdict: null,
          cost_micros: found ? 19_000 : 0,
          latency_ms: 1_200,
          asked_at: new Date().toISOString(),
          detail: null,
        },
        held: null,
        step: found
          ? {
              do: "finish",
              result: "found",
              reason: "accepted",
              email: { email, status: "deliverable", confidence: 95, source: provider, verdict: null },
              phone: null,
              credits_milli: 1_000,
            }
          : { do: "finish", result: "not_found", reason: "exhausted", email: null, phone: null, credits_milli: 0 },
        suppress: false,
      };
    });
    const done = await db.rpc<{ settled: number }>("worker_settle", {
      p_batch: claim.batch_id,
      p_fence: claim.fence,
      p_items: items,
      p_more: null,
    });
    settled += done.settled;
  }
}
