/**
 * What a verification service learnt of a mailbox from its mail server. Words that say less than that ("unknown",
 * "webmail", "risky") are no opinion: nothing is called deliverable that nobody had confirmed.
 */
export interface ServiceOpinion {
  says: "accepted" | "refused" | "catch_all";
  /** The service's name. */
  service: string;
}

/** `pending`: ask again. `none`: it was asked and cannot tell. Cost in micro-dollars. */
export type ServiceAnswer =
  | { outcome: "opinion"; says: ServiceOpinion["says"]; billed: boolean }
  | { outcome: "none"; billed: boolean }
  | { outcome: "pending" };
