import { z } from "zod";
import { type CallbackRead, readExactCallback } from "../callback.ts";
import { refField } from "./request.ts";

const event = z.object({
  event_type: z.literal("enrich_api_result").nullish(),
  data: z.object({ request_id: z.string().min(1).max(200), data: z.array(z.unknown()).max(250) }),
});
const body = z.array(z.unknown()).min(1).max(100);

const phone = z.string().max(60).nullish().catch(null);
/** Of a record, only what an answer is made of. */
const record = z.object({
  email: z.unknown().optional(),
  phone,
  mobile_phone: phone,
  custom_fields: z.object({ [refField]: z.string().max(200) }),
});

/** What is kept of Dropcontact's call: for each of its requests the records. */
export const dropcontactCallback = z.object({
  requests: z.array(z.object({ request_id: z.string(), records: z.array(z.unknown()) })),
});

/** Dropcontact's webhook: an array of events, each with the records of one request. Other events are left out. */
export function readDropcontactCallback(text: string): CallbackRead<z.output<typeof dropcontactCallback>> {
  const read = readExactCallback(text, body, (events) => ({
    requests: events.flatMap((raw) => {
      const parsed = event.safeParse(raw);
      if (!parsed.success) return [];
      const { request_id, data } = parsed.data.data;
      return [{ request_id, records: data.flatMap(toRecord) }];
    }),
  }));
  return read.ok && read.payload.requests.length > 0 ? read : { ok: false };
}

function toRecord(raw: unknown): unknown[] {
  const parsed = record.safeParse(raw);
  return parsed.success ? [parsed.data] : [];
}
