import { z } from "zod";
import { type CallbackRead, readExactCallback } from "../callback.ts";

const id = z.string().min(1).max(200);
const rows = z.array(z.unknown()).max(5_000);
/** A search that has ended: `data` is the item. */
const item = z.object({ _id: id, status: z.string().max(60) }).loose();
/** A bulk that has ended. The place of the rows is not documented, so each likely one is understood. */
const bulk = z.object({
  file: id,
  results: rows.nullish().catch(null),
  items: rows.nullish().catch(null),
  data: rows.nullish().catch(null),
});
/** The signature is not checked: what is signed is not documented. The token in the address tells the caller. */
const body = z.object({ timestamp: z.string().max(60).nullish().catch(null), data: z.union([item, bulk]) });

const kept = z.object({
  _id: z.string().max(200).nullish().catch(null),
  order: z.number().int().nonnegative().nullish().catch(null),
  status: z.string().max(60),
  userData: z
    .object({ externalId: z.string().max(200).nullish().catch(null) })
    .nullish()
    .catch(null),
  results: z
    .object({
      emails: z
        .array(z.object({ email: z.string().max(320).nullish(), certainty: z.string().max(60).nullish() }))
        .max(50)
        .nullish(),
    })
    .nullish(),
});

/** What is kept of Icypeas' call: which job it is about, and its rows; none: the job has ended and is to be read. */
export const icypeasCallback = z.object({ job: z.string(), rows: z.array(z.unknown()) });

/** Icypeas' webhooks for a single search and for a whole bulk. Rows that cannot be read are left out: polling reads them. */
export function readIcypeasCallback(text: string): CallbackRead<z.output<typeof icypeasCallback>> {
  return readExactCallback(text, body, ({ data }) => {
    if ("_id" in data) return { job: data._id, rows: keep([data]) };
    return { job: data.file, rows: keep(data.results ?? data.items ?? data.data ?? []) };
  });
}

function keep(found: readonly unknown[]): unknown[] {
  return found.flatMap((raw) => {
    const parsed = kept.safeParse(raw);
    return parsed.success ? [parsed.data] : [];
  });
}
