import type { ScriptedZone } from "./scripted-dns-server.ts";
import { type MailBehaviour, withMailboxes } from "./scripted-mail-server.ts";

export interface SmtpScenario {
  id: string;
  behaviour: MailBehaviour;
  /** Status and reason that are right for ada@ of a domain whose mail this server takes. */
  expected: `${"deliverable" | "risky" | "undeliverable" | "unknown"}/${string}`;
  /** Another try later makes sense. */
  retried?: true;
  /** End of the MX name, where the provider matters. */
  provider?: string;
  /** In place of an MX that leads to the server. */
  zone?: ScriptedZone;
}

const ada = withMailboxes("ada");
const toAda =
  (reply: string) =>
  (to: string): string =>
    to.startsWith("ada@") ? reply : "550 5.1.1 User unknown";

/** What mail servers do, and what is right to make of it. Those that hang are cut off after `--step-ms`. */
export const smtpScenarios: readonly SmtpScenario[] = [
  { id: "ok", behaviour: { rcpt: ada }, expected: "deliverable/accepted" },
  { id: "not_found", behaviour: { rcpt: withMailboxes("grace") }, expected: "undeliverable/mailbox_not_found" },
  { id: "catch_all", behaviour: {}, expected: "risky/catch_all" },
  {
    id: "greylisted",
    behaviour: { rcpt: () => "451 4.7.1 Greylisting in action, please come back later" },
    expected: "unknown/greylisted",
    retried: true,
  },
  { id: "full_552", behaviour: { rcpt: () => "552 5.2.2 Mailbox full" }, expected: "risky/mailbox_full" },
  { id: "full_452", behaviour: { rcpt: () => "452 4.2.2 Over quota" }, expected: "risky/mailbox_full" },
  {
    id: "disabled",
    behaviour: { rcpt: () => "550 5.2.1 The account has been disabled" },
    expected: "undeliverable/mailbox_disabled",
  },
  { id: "moved", behaviour: { rcpt: () => "551 5.1.6 User not local; try <ada@new.test>" }, expected: "risky/moved" },
  { id: "forwarded", behaviour: { rcpt: toAda("251 User not local; will forward") }, expected: "deliverable/accepted" },
  {
    id: "ip_blocked_banner",
    behaviour: { banner: "554 5.7.1 Service unavailable; blocked using zen.spamhaus.org" },
    expected: "unknown/ip_blocked",
  },
  {
    id: "ip_blocked_rcpt",
    behaviour: { rcpt: () => "550 5.7.1 Client host [192.0.2.1] blocked using zen.spamhaus.org" },
    expected: "unknown/ip_blocked",
  },
  {
    id: "banner_421",
    behaviour: { banner: "421 4.3.2 Service not available, closing transmission channel" },
    expected: "unknown/temporary_error",
    retried: true,
  },
  {
    id: "mail_421",
    behaviour: { mail: () => "421 4.7.0 Too many connections from your host" },
    expected: "unknown/rate_limited",
    retried: true,
  },
  {
    id: "vague_policy",
    behaviour: { rcpt: () => "550 5.1.1 Mailbox unavailable: you are not allowed to send to this recipient" },
    expected: "unknown/policy_rejected",
  },
  { id: "policy_571", behaviour: { rcpt: () => "550 5.7.1 not authorized" }, expected: "unknown/policy_rejected" },
  { id: "relay_denied", behaviour: { rcpt: () => "554 5.7.1 Relay access denied" }, expected: "unknown/relay_denied" },
  { id: "bare_550", behaviour: { rcpt: () => "550" }, expected: "unknown/unclassifiable" },
  {
    id: "mail_from_refused",
    behaviour: { mail: () => "550 5.1.8 Sender address rejected: Domain not found" },
    expected: "unknown/sender_config",
  },
  {
    id: "null_sender_refused",
    behaviour: { mail: (from) => (from === "" ? "550 5.7.1 Null sender refused" : "250 2.1.0 Ok"), rcpt: ada },
    expected: "deliverable/accepted",
  },
  {
    id: "rcpt_421",
    behaviour: { rcpt: () => "421 4.7.0 Try again later", hangUpAfterRcpt: true },
    expected: "unknown/rate_limited",
    retried: true,
  },
  {
    id: "rcpt_451",
    behaviour: { rcpt: () => "451 4.3.0 Temporary lookup failure" },
    expected: "unknown/temporary_error",
    retried: true,
  },
  { id: "starttls", behaviour: { starttls: "works", rcpt: ada }, expected: "deliverable/accepted" },
  { id: "starttls_required", behaviour: { starttls: "required", rcpt: ada }, expected: "deliverable/accepted" },
  { id: "starttls_broken", behaviour: { starttls: "broken", rcpt: ada }, expected: "deliverable/accepted" },
  { id: "starttls_refused", behaviour: { starttls: "refused", rcpt: ada }, expected: "deliverable/accepted" },
  { id: "helo_only", behaviour: { heloOnly: true, rcpt: ada }, expected: "deliverable/accepted" },
  {
    id: "one_rcpt_per_connection",
    behaviour: { rcpt: (to, count) => (count > 1 ? "452 4.5.3 Too many recipients" : ada(to)) },
    expected: "deliverable/accepted",
  },
  {
    id: "multiline",
    behaviour: { banner: "220-mail.test\n220-no spam\n220 ready", bareLf: true, byteDelayMs: 1, rcpt: ada },
    expected: "deliverable/accepted",
  },
  { id: "tarpit", behaviour: { delayMs: 150, rcpt: ada }, expected: "deliverable/accepted" },
  { id: "byte_by_byte", behaviour: { byteDelayMs: 400 }, expected: "unknown/timeout", retried: true },
  { id: "says_nothing", behaviour: { banner: null }, expected: "unknown/timeout", retried: true },
  { id: "stops_at_rcpt", behaviour: { rcpt: () => null }, expected: "unknown/timeout", retried: true },
  { id: "ten_megabyte_line", behaviour: { floodBytes: 10_000_000 }, expected: "unknown/protocol_error" },
  { id: "endless_reply", behaviour: { rcpt: () => "250-more\r\n".repeat(10_000) }, expected: "unknown/protocol_error" },
  { id: "no_smtp", behaviour: { banner: "HTTP/1.1 400 Bad Request" }, expected: "unknown/protocol_error" },
  { id: "drop_on_connect", behaviour: { dropOnConnect: true }, expected: "unknown/connection_lost", retried: true },
  {
    id: "busy_mailbox",
    behaviour: {
      rcpt: toAda("450 4.2.1 The user you are trying to contact is receiving mail at a rate that is too high"),
    },
    expected: "deliverable/accepted",
  },
  { id: "yahoo_yes", behaviour: {}, provider: "am0.yahoodns.net", expected: "unknown/provider_unverifiable" },
  {
    id: "yahoo_no",
    behaviour: { rcpt: () => "554 5.1.1 delivery error: This user doesn't have a yahoo.com account" },
    provider: "am0.yahoodns.net",
    expected: "undeliverable/mailbox_not_found",
  },
  {
    id: "m365_unknown",
    behaviour: { rcpt: () => "550 5.4.1 Recipient address rejected: Access denied. AS(201806281)" },
    provider: "mail.protection.outlook.com",
    expected: "undeliverable/mailbox_not_found",
  },
  { id: "null_mx", behaviour: {}, zone: { MX: [[0, "."]] }, expected: "undeliverable/null_mx" },
  { id: "servfail", behaviour: {}, zone: { MX: "SERVFAIL" }, expected: "unknown/dns_error" },
];
