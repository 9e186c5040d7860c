import { z } from "zod";
import { type CallbackRead, readExactCallback } from "../callback.ts";
import { requestId } from "./response.ts";

const row = z.object({
  sanitized_number: z.string().max(60).nullish(),
  raw_number: z.string().max(60).nullish(),
  type_cd: z.string().max(60).nullish().catch(null),
  status_cd: z.string().max(60).nullish().catch(null),
});
const person = z.object({ id: z.string().max(300), phone_numbers: z.array(row).max(50).nullish() });
const result = z.object({
  credits_consumed: z.number().nonnegative().max(1_000).nullish().catch(null),
  people: z.array(z.unknown()).min(1).max(100),
});
/** The result itself, as documented; in the envelope of a poll it is understood, too. */
const body = z.union([
  z.object({ request_id: requestId.nullish().catch(null), webhook_result: result }),
  result.extend({ request_id: requestId.nullish().catch(null) }).transform(({ request_id, ...webhook_result }) => ({
    request_id,
    webhook_result,
  })),
]);

/** What is kept of Apollo's call: ids and numbers, nothing else of the person. */
export const apolloCallback = z.object({
  request_id: z.string().nullable(),
  credits_consumed: z.number().nullable(),
  people: z.array(person),
});

/** Apollo's webhook for phones. People that cannot be read are left out: polling asks for them. */
export function readApolloCallback(text: string): CallbackRead<z.output<typeof apolloCallback>> {
  return readExactCallback(text, body, ({ request_id, webhook_result }) => ({
    request_id: request_id ?? null,
    credits_consumed: webhook_result.credits_consumed ?? null,
    people: webhook_result.people.flatMap((raw) => {
      const parsed = person.safeParse(raw);
      return parsed.success ? [parsed.data] : [];
    }),
  }));
}
