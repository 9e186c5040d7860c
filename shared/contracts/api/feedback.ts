import { z } from "zod";
import { milliSchema } from "./common.ts";
import { contactSchema, feedbackKinds } from "./contacts.ts";

export const feedbackInputSchema = z.strictObject({ kind: z.enum(feedbackKinds) }).meta({ id: "Feedback" });
export type FeedbackInput = z.infer<typeof feedbackInputSchema>;

/**
 * given: the address's credit came back with this request. given_before: it had already. not_charged: there was none.
 * too_late: more than 30 days since the charge. not_due: the address works.
 */
export const refundStates = ["given", "given_before", "not_charged", "too_late", "not_due"] as const;

export const feedbackAnswerSchema = z.object({
  contact: contactSchema,
  refund: z.object({ state: z.enum(refundStates), credits_milli: milliSchema }),
});
export type FeedbackAnswer = z.infer<typeof feedbackAnswerSchema>;
