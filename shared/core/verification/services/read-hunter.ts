import { z } from "zod";
import type { ServiceAnswer } from "./service-opinion.ts";

const schema = z.object({
  data: z.object({
    status: z.string().max(40).nullish(),
    mx_records: z.boolean().nullish(),
    smtp_server: z.boolean().nullish(),
    smtp_check: z.boolean().nullish(),
    accept_all: z.boolean().nullish(),
    block: z.boolean().nullish(),
  }),
});

/**
 * Hunter's `GET /email-verifier`: `valid` counts only with a mail server that took the address and does not take all,
 * `invalid` only with one that was spoken to. 202 means "still looking", 222 "the mail server answered oddly".
 */
export function readHunterVerification(status: number, body: unknown): ServiceAnswer {
  if (status === 202) return { outcome: "pending" };
  const parsed = schema.safeParse(body);
  if (status !== 200 || !parsed.success) return { outcome: "none", billed: status === 200 };
  const { status: word, mx_records, smtp_server, smtp_check, accept_all, block } = parsed.data.data;
  if (accept_all === true || word === "accept_all") return { outcome: "opinion", says: "catch_all", billed: true };
  const spoken = mx_records === true && smtp_server === true && block !== true;
  if (word === "valid" && spoken && smtp_check === true) return { outcome: "opinion", says: "accepted", billed: true };
  if (word === "invalid" && spoken && smtp_check === false)
    return { outcome: "opinion", says: "refused", billed: true };
  return { outcome: "none", billed: true };
}
