import { type MailBehaviour, withMailboxes } from "./scripted-mail-server.ts";

export interface SmtpBehaviour {
  id: string;
  behaviour: MailBehaviour;
  /** The status that is right for ada@orchard.test. */
  status: "deliverable" | "risky" | "undeliverable" | "unknown";
}

/** The scenarios in which verifiers differ. */
export const smtpBehaviours: readonly SmtpBehaviour[] = [
  { id: "ok", behaviour: { rcpt: withMailboxes("ada") }, status: "deliverable" },
  { id: "not_found", behaviour: { rcpt: withMailboxes("grace") }, status: "undeliverable" },
  { id: "catch_all", behaviour: {}, status: "risky" },
  {
    id: "greylisted",
    behaviour: { rcpt: () => "451 4.7.1 Greylisting in action, please come back later" },
    status: "unknown",
  },
  { id: "full_552", behaviour: { rcpt: () => "552 5.2.2 Mailbox full" }, status: "risky" },
  { id: "full_452", behaviour: { rcpt: () => "452 4.2.2 Over quota" }, status: "risky" },
  {
    id: "ip_blocked",
    behaviour: { rcpt: () => "550 5.7.1 Client host [192.0.2.1] blocked using zen.spamhaus.org" },
    status: "unknown",
  },
  { id: "policy_571", behaviour: { rcpt: () => "550 5.7.1 not authorized" }, status: "unknown" },
  {
    id: "mail_from_refused",
    behaviour: { mail: () => "550 5.1.8 Sender address rejected: Domain not found" },
    status: "unknown",
  },
  { id: "starttls_required", behaviour: { starttls: "required", rcpt: withMailboxes("ada") }, status: "deliverable" },
  { id: "starttls_broken", behaviour: { starttls: "broken", rcpt: withMailboxes("ada") }, status: "deliverable" },
  { id: "drop_on_connect", behaviour: { dropOnConnect: true }, status: "unknown" },
  { id: "helo_only", behaviour: { heloOnly: true, rcpt: withMailboxes("ada") }, status: "deliverable" },
  {
    id: "one_rcpt_per_connection",
    behaviour: { rcpt: (to, count) => (count > 1 ? "452 4.5.3 Too many recipients" : withMailboxes("ada")(to)) },
    status: "deliverable",
  },
];
