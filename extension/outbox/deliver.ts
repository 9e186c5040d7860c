import { z } from "zod";
import { leadsAcceptedSchema } from "#contracts/api/imports.ts";
import { type DeliveryAnswer, decideDelivery, requestTimeoutMs } from "#core/outbox/delivery.ts";
import { leadBody } from "#core/outbox/lead-body.ts";
import type { OutboxBatch, OutboxDatabase } from "./database.ts";

interface Sender {
  apiUrl: string;
  token: string;
  now(): number;
}

interface Sent extends DeliveryAnswer {
  detail: string | null;
  accepted: z.infer<typeof leadsAcceptedSchema> | null;
}

/** Sends one claimed batch and writes down what came of it. Never throws for what the network or the server does. */
export async function deliver(db: OutboxDatabase, batch: OutboxBatch, sender: Sender): Promise<void> {
  const rows = await db.leads.where({ batch: batch.id }).sortBy("position");
  const sent = await send(
    batch,
    rows.map((row) => leadBody(row.lead)),
    sender,
  );
  const decision = decideDelivery(sent, batch.attempts, sender.now());
  await db.transaction("rw", db.leads, db.batches, async () => {
    const current = await db.batches.get(batch.id);
    // A lease that was taken over is no longer ours to settle; the new holder asks with the same key.
    if (current?.state !== "sending" || current.holder !== batch.holder) return;
    switch (decision.to) {
      case "sent": {
        const { accepted } = sent;
        await db.batches.update(batch.id, {
          state: "sent",
          reason: null,
          detail: null,
          sent_at: sender.now(),
          job_id: accepted?.job_id ?? null,
          accepted: accepted?.accepted ?? 0,
          duplicates: accepted?.duplicates ?? 0,
        });
        for (const { index, reason } of accepted?.invalid ?? []) {
          const row = rows[index];
          if (row !== undefined) await db.leads.update(row.id, { refused: reason });
        }
        return;
      }
      case "held":
        await db.batches.update(batch.id, { state: "held", reason: decision.reason, detail: sent.detail });
        return;
      case "pending":
        await db.batches.update(batch.id, {
          state: "pending",
          reason: decision.reason,
          detail: sent.detail,
          next_at: decision.nextAt,
        });
    }
  });
}

async function send(batch: OutboxBatch, leads: Record<string, string>[], { apiUrl, token }: Sender): Promise<Sent> {
  let response: Response;
  try {
    response = await fetch(`${apiUrl}/imports/leads`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}`, "idempotency-key": batch.id },
      body: JSON.stringify({ leads, name: batch.name, source: "extension", options: { want: batch.want } }),
      signal: AbortSignal.timeout(requestTimeoutMs),
    });
  } catch {
    return { status: 0, code: null, retryAfterMs: null, detail: null, accepted: null };
  }
  const body: unknown = await response.json().catch(() => null);
  const accepted = response.ok ? leadsAcceptedSchema.safeParse(body) : null;
  const problem = problemSchema.safeParse(body);
  const seconds = Number(response.headers.get("retry-after"));
  return {
    // A success that cannot be read is asked for again: the key brings the same answer.
    status: accepted?.success === false ? 502 : response.status,
    code: problem.success ? (problem.data.code ?? null) : null,
    retryAfterMs: Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null,
    detail: problem.success ? (problem.data.detail ?? problem.data.title ?? null) : null,
    accepted: accepted?.success ? accepted.data : null,
  };
}

const problemSchema = z.object({
  code: z.string().max(60).optional(),
  title: z.string().max(500).optional(),
  detail: z.string().max(1_000).optional(),
});
