/** What a verification list holds. */
export const listKinds = ["email", "phone"] as const;
export type ListKind = (typeof listKinds)[number];

export const listStatuses = ["draft", "running", "completed"] as const;
export type ListStatus = (typeof listStatuses)[number];

/** What a row can come out as, the best first. */
export const emailRowStatuses = ["deliverable", "risky", "unknown", "undeliverable"] as const;
export const phoneRowStatuses = ["valid", "possible", "invalid"] as const;
/** `empty`: the row has no value. */
export const rowStatuses = [...emailRowStatuses, ...phoneRowStatuses, "empty"] as const;
export type RowStatus = (typeof rowStatuses)[number];

/** The words that rows of a list can carry. */
export const rowStatusesOf = (kind: ListKind): readonly RowStatus[] =>
  kind === "email" ? [...emailRowStatuses, "empty"] : [...phoneRowStatuses, "empty"];
