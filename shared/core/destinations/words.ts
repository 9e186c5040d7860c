/** The closed lists of destinations and of what keeps a contact from arriving; `supabase/migrations` holds the kinds too. */
export const destinationKinds = ["hubspot"] as const;
export type DestinationKind = (typeof destinationKinds)[number];

/**
 * Why a contact did not arrive. `same_address`: another row of the job has the address and went in its place.
 * `no_answer`: nobody knows whether it arrived; sending it again is harmless.
 */
export const deliveryReasons = [
  "invalid_email",
  "unknown_property",
  "invalid_value",
  "required_property",
  "conflict",
  "other",
  "no_answer",
  "same_address",
] as const;
export type DeliveryReason = (typeof deliveryReasons)[number];

/** A person of ours as destinations get them. */
export interface DeliveredPerson {
  contact_id: string;
  email: string;
  first_name: string | null;
  last_name: string | null;
  full_name: string | null;
  company: string | null;
  domain: string | null;
  title: string | null;
  linkedin_url: string | null;
  phone: string | null;
  phone_type: string | null;
}

/** What became of one person. `detail`: names of the properties it is about, never text of the destination. */
export type RowOutcome =
  | { state: "sent"; externalId: string | null }
  | { state: "refused" | "failed"; reason: DeliveryReason; detail: string | null };
