import { z } from "zod";
import type { ServiceAnswer } from "./service-opinion.ts";

const running: ReadonlySet<string> = new Set(["NONE", "SCHEDULED", "IN_PROGRESS"]);
const billedStates: ReadonlySet<string> = new Set(["FOUND", "DEBITED", "DEBITED_NOT_FOUND"]);

const submitted = z.object({ success: z.literal(true), item: z.object({ _id: z.string().min(1).max(200) }) });
const items = z.object({
  success: z.literal(true),
  items: z.array(
    z.object({
      status: z.string().max(60),
      results: z
        .object({
          emails: z
            .array(z.object({ certainty: z.string().max(60).nullish() }))
            .max(50)
            .nullish(),
        })
        .nullish(),
    }),
  ),
});

/** The id of a verification that was taken in, or null. */
export function readIcypeasSubmitted(body: unknown): string | null {
  const parsed = submitted.safeParse(body);
  return parsed.success ? parsed.data.item._id : null;
}

/**
 * Icypeas' result of an `email-verification`: `ultra_sure` and `very_sure` bounce in less than one of a hundred,
 * `undeliverable` says that the mailbox does not exist. `probable` and `not_found` tell nothing (a catch-all, mostly).
 */
export function readIcypeasVerification(body: unknown): ServiceAnswer {
  const parsed = items.safeParse(body);
  const item = parsed.success ? parsed.data.items[0] : undefined;
  if (item === undefined) return { outcome: "none", billed: false };
  if (running.has(item.status)) return { outcome: "pending" };
  const billed = billedStates.has(item.status);
  const certainty = item.results?.emails?.[0]?.certainty;
  if (billed && (certainty === "ultra_sure" || certainty === "very_sure")) {
    return { outcome: "opinion", says: "accepted", billed };
  }
  if (certainty === "undeliverable") return { outcome: "opinion", says: "refused", billed };
  return { outcome: "none", billed };
}
