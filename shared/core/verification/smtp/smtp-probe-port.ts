import type { MailHost } from "../dns/domain-verdict.ts";

/** What level 4 asks of whoever speaks SMTP. Nothing throws: faults are outcomes. */
export interface SmtpAsk {
  /** As it goes into RCPT TO. */
  local: string;
  /** A-labels. */
  domain: string;
  /** In the order in which a sender tries them. */
  hosts: readonly MailHost[];
  provider: string | null;
  smtputf8: boolean;
}

export type SmtpResult =
  /** The server takes this mailbox and refuses an invented one. */
  | "accepted"
  /** It takes an invented one too. */
  | "catch_all"
  /** It takes this mailbox; whether it would take any, nobody could find out. */
  | "accepted_unprobed"
  | "mailbox_not_found"
  | "mailbox_disabled"
  | "mailbox_full"
  | "moved"
  /** Nothing was learnt about the mailbox; `reason` says why. */
  | "inconclusive";

export interface SmtpOutcome {
  result: SmtpResult;
  /** A stable word: a reply class, or `no_connection`, `timeout`, `smtputf8_unsupported`, … */
  reason: string;
  /** When another try makes sense, in milliseconds from now; null when it makes none. */
  retryAfterMs: number | null;
}

export interface SmtpProbe {
  probe(ask: SmtpAsk): Promise<SmtpOutcome>;
}
