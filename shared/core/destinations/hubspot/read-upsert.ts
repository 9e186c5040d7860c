import { z } from "zod";
import type { DeliveredPerson, RowOutcome } from "../words.ts";
import { contactKey } from "./contact-properties.ts";
import { errorSchema, type HubspotError, type Refusal, readError } from "./read-error.ts";

/** One HTTP answer, body as text. */
export interface HubspotReply {
  status: number;
  body: string;
  /** From Retry-After, in milliseconds. */
  retryAfterMs?: number | undefined;
}

export type Trouble =
  /** The token is wrong, revoked or lacks a scope: nothing works until it is replaced. */
  | { kind: "token" }
  /** Too many requests, or the account is locked for a moment. */
  | { kind: "wait"; ms: number }
  /** Nobody knows whether it was carried out. */
  | { kind: "unavailable" };

export type UpsertReading =
  /** One outcome for each person, in order; `unknown` are properties that the account does not have. */
  | { kind: "rows"; rows: RowOutcome[]; unknown: string[] }
  /** One bad row refused them all: send the halves. */
  | { kind: "rejected"; refusal: Refusal }
  | Trouble;

const resultSchema = z.object({
  id: z.union([z.string(), z.number()]).transform(String).pipe(z.string().max(60)),
  objectWriteTraceId: z.string().max(200).nullish().catch(null),
  properties: z.record(z.string(), z.unknown()).nullish().catch(null),
});
const answerSchema = z.object({
  results: z.array(resultSchema).max(1_000).default([]),
  errors: z.array(errorSchema).max(1_000).default([]),
});

/** Reads the answer to a batch upsert of these people. */
export function readUpsert(people: readonly DeliveredPerson[], reply: HubspotReply): UpsertReading {
  const trouble = readTrouble(reply);
  if (trouble !== null) return trouble;
  const json = parse(reply.body);
  if (rejections.includes(reply.status)) {
    const error = errorSchema.safeParse(json);
    return error.success ? { kind: "rejected", refusal: readError(error.data) } : { kind: "unavailable" };
  }
  const answer = answerSchema.safeParse(json);
  if (!answer.success || (reply.status !== 200 && reply.status !== 201 && reply.status !== 207)) {
    return { kind: "unavailable" };
  }

  const sent = new Map<string, string>();
  for (const { id, objectWriteTraceId, properties } of answer.data.results) {
    const email = properties?.email;
    const person =
      objectWriteTraceId != null
        ? objectWriteTraceId
        : people.find((one) => typeof email === "string" && contactKey(one.email) === contactKey(email))?.contact_id;
    if (person !== undefined) sent.set(person, id);
  }
  const refused = new Map<string, Refusal>();
  for (const error of answer.data.errors) for (const ref of tracesOf(error)) refused.set(ref, readError(error));

  const rows = people.map(({ contact_id }): RowOutcome => {
    const externalId = sent.get(contact_id);
    if (externalId !== undefined) return { state: "sent", externalId };
    const refusal = refused.get(contact_id);
    return refusal === undefined ? unanswered : refusedRow(refusal);
  });
  const unknown = [...refused.values()].flatMap(({ reason, properties }) =>
    reason === "unknown_property" ? properties : [],
  );
  return { kind: "rows", rows, unknown: [...new Set(unknown)] };
}

/** Statuses that are about what was sent. Every other one beyond 400 is about the service. */
const rejections: readonly number[] = [400, 409, 413, 422];

/** What statuses say whatever was asked; null: the answer is to be read. */
export function readTrouble({ status, body, retryAfterMs }: HubspotReply): Trouble | null {
  // A web page of something between us and HubSpot says nothing about the token.
  if (status === 401 || status === 403) {
    return errorSchema.safeParse(parse(body)).success ? { kind: "token" } : { kind: "unavailable" };
  }
  // 423: locked by parallel writes for two seconds. 477: the account moves to another data centre.
  if (status === 429) return { kind: "wait", ms: retryAfterMs ?? 10_000 };
  if (status === 423) return { kind: "wait", ms: retryAfterMs ?? 2_000 };
  if (status === 477) return { kind: "wait", ms: retryAfterMs ?? 3_600_000 };
  return status < 300 || rejections.includes(status) ? null : { kind: "unavailable" };
}

/** Left out of an answer: sending it again is harmless, so it counts as not arrived. */
export const unanswered: RowOutcome = { state: "failed", reason: "no_answer", detail: null };

export const refusedRow = ({ reason, properties }: Refusal): RowOutcome => ({
  state: "refused",
  reason,
  detail: properties.length === 0 ? null : properties.join(", ").slice(0, 300),
});

function tracesOf(error: HubspotError): string[] {
  const traces = error.context?.objectWriteTraceId;
  return Array.isArray(traces) ? traces.filter((trace) => typeof trace === "string") : [];
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
