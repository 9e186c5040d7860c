import type { FeedbackKind } from "#contracts/api/contacts.ts";
import type { FeedbackAnswer } from "#contracts/api/feedback.ts";
import { PRICES } from "#core/credits/prices.ts";
import type { Db } from "./port.ts";

/** Notes a user's word on an address. The address's price comes back once, where it is due. */
export function giveFeedback(
  db: Db,
  word: { workspaceId: string; contactId: string; actor: string | null; kind: FeedbackKind },
): Promise<FeedbackAnswer> {
  return db.rpc("contact_feedback", {
    p_workspace: word.workspaceId,
    p_contact: word.contactId,
    p_actor: word.actor,
    p_kind: word.kind,
    p_email_milli: PRICES.emailMilli,
  });
}
