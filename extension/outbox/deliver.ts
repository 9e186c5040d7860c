import { z } from "zod";
import { companiesAcceptedSchema } from "#contracts/api/companies.ts";
import { leadsAcceptedSchema } from "#contracts/api/imports.ts";
import { companyBody } from "#core/outbox/company-body.ts";
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
  accepted: Accepted | null;
}

/** The server's answer; companies make no job. */
const acceptedSchema = {
  people: leadsAcceptedSchema.transform(({ job_id, accepted, duplicates, invalid }) => ({
    job_id,
    accepted,
    duplicates,
    invalid,
  })),
  companies: companiesAcceptedSchema.transform(({ added, updated, invalid }) => ({
    job_id: null,
    accepted: added,
    duplicates: updated,
    invalid,
  })),
};
type Accepted = z.output<(typeof acceptedSchema)["people"]> | z.output<(typeof acceptedSchema)["companies"]>;

/** Sends one claimed batch and writes down what came of it. Never throws for what the network or the server does. */
export async function deliver(db: OutboxDatabase, batch: OutboxBatch, sender: Sender): Promise<void> {
  const { rows, body } = await readBatch(db, batch);
  const sent = await send(batch, body, sender);
  const decision = decideDelivery(sent, batch.attempts, sender.now());
  const table = batch.kind === "people" ? db.leads : db.companies;
  await db.transaction("rw", table, db.batches, async () => {
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
          if (row !== undefined) await db.table(table.name).update(row.id, { refused: reason });
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

/** The rows of a batch in their order and the body that carries them: the same each time. */
async function readBatch(db: OutboxDatabase, batch: OutboxBatch): Promise<{ rows: { id: number }[]; body: object }> {
  if (batch.kind === "companies") {
    const rows = await db.companies.where({ batch: batch.id }).sortBy("position");
    return { rows, body: { companies: rows.map(({ company }) => companyBody(company)) } };
  }
  const rows = await db.leads.where({ batch: batch.id }).sortBy("position");
  const leads = rows.map(({ lead }) => leadBody(lead));
  return { rows, body: { leads, name: batch.name, source: "extension", options: { want: batch.want } } };
}

const addresses = { people: "/imports/leads", companies: "/companies" } as const;

async function send(batch: OutboxBatch, body: object, { apiUrl, token }: Sender): Promise<Sent> {
  let response: Response;
  try {
    response = await fetch(`${apiUrl}${addresses[batch.kind]}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${token}`,
        "idempotency-key": batch.id,
        ...(batch.space === "" ? {} : { "x-workspace-id": batch.space }),
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(requestTimeoutMs),
    });
  } catch {
    return { status: 0, code: null, retryAfterMs: null, detail: null, accepted: null };
  }
  const said: unknown = await response.json().catch(() => null);
  const accepted = response.ok ? acceptedSchema[batch.kind].safeParse(said) : null;
  const problem = problemSchema.safeParse(said);
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
