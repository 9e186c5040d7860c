import * as says from "./reply-patterns.ts";
import { type ReplyText, readReply, type SmtpStage } from "./reply-text.ts";

export const replyClasses = [
  "accepted",
  "mailbox_not_found",
  "mailbox_full",
  "mailbox_disabled",
  "greylisted",
  "rate_limited",
  "temporary_error",
  "ip_blocked",
  "sender_config",
  "relay_denied",
  "policy_rejected",
  "protocol_error",
  "moved",
  "unclassifiable",
] as const;
export type ReplyClass = (typeof replyClasses)[number];

/** Microsoft 365: 5.7.606 to 5.7.649 tell that the sending address itself is banned. */
const isMicrosoftBan = (enhanced: string | null): boolean => {
  const detail = /^5\.7\.(\d+)$/.exec(enhanced ?? "")?.[1];
  return detail !== undefined && Number(detail) >= 606 && Number(detail) <= 649;
};

/**
 * Causes that lie with us or with the receiver's rules. They come first, because such replies often also carry
 * "mailbox unavailable" or 5.1.1, and a blocked verifier must never turn a good address into a bad one.
 */
function notTheMailbox({ enhanced, text }: ReplyText, permanent: boolean): ReplyClass | null {
  if (!permanent && says.greylist.test(text)) return "greylisted";
  if (isMicrosoftBan(enhanced)) return "ip_blocked";
  if (/\bptr\b|reverse (?:dns|host|lookup)|unresolvable|cannot find your/.test(text)) return "sender_config";
  if (!permanent && says.rateLimit.test(text) && !/\b(?:dns|r)bl\b|spamhaus/.test(text)) return "rate_limited";
  if (says.relayDenied.test(text) && /relay/.test(text)) return "relay_denied";
  if (says.blockedSource.test(text)) return "ip_blocked";
  if (says.internationalUnsupported.test(text) || /^5\.6\.[7-9]$/.test(enhanced ?? "")) return "protocol_error";
  if (says.unwantedSender.test(text)) return "policy_rejected";
  if (says.senderConfig.test(text)) return "sender_config";
  if (/^[45]\.7\.(?:2[0-7]|1[12])$/.test(enhanced ?? "") || /^[45]\.1\.[78]$/.test(enhanced ?? ""))
    return "sender_config";
  return null;
}

function fourHundreds(reply: ReplyText): ReplyClass {
  const { code, enhanced, text } = reply;
  const cause = notTheMailbox(reply, false);
  if (cause !== null) return cause;
  // 4.1.2: the domain could not be looked up just now.
  if (enhanced !== "4.1.2" && says.relayDenied.test(text)) return "relay_denied";
  if (enhanced === "4.2.2" || says.mailboxFull.test(text)) {
    if (!/system (?:storage|resource)|insufficient disk/.test(text)) return "mailbox_full";
  }
  if (enhanced === "4.5.3" || enhanced === "4.7.28" || enhanced === "4.7.500") return "rate_limited";
  // Hanging up for a security reason without a name is a limit in all but word.
  if (code === 421 && enhanced !== null && enhanced.startsWith("4.7.")) return "rate_limited";
  if (enhanced === "4.7.1" && /again|later|temporar|defer/.test(text)) return "greylisted";
  if (says.protocolFault.test(text) && !/tempor|later/.test(text)) return "protocol_error";
  // A code alone gives no cause to act on.
  return text === "" && enhanced === null && code !== null ? "unclassifiable" : "temporary_error";
}

/** The command itself was refused, not what it says: 500 to 504 and 5.5.x. */
const isCommandFault = ({ code, enhanced }: ReplyText): boolean =>
  /^5\.5\.[1-4]$/.test(enhanced ?? "") || (code !== null && code >= 500 && code <= 504);

function fiveHundreds(reply: ReplyText, stage: SmtpStage): ReplyClass {
  const { enhanced, text } = reply;
  // Directory-based blocking of Microsoft 365 says "access denied" when the recipient does not exist.
  if (stage === "rcpt" && enhanced === "5.4.1" && text.includes("recipient address rejected: access denied")) {
    return "mailbox_not_found";
  }
  const cause = notTheMailbox(reply, true);
  if (cause !== null) return cause;
  if (stage === "connect") {
    if (says.rateLimit.test(text)) return "rate_limited";
    if (says.protocolFault.test(text)) return "protocol_error";
    return text === "" ? "unclassifiable" : "ip_blocked";
  }
  if (says.mailboxMoved.test(text) || enhanced === "5.1.6") return "moved";
  if (stage === "mail") {
    if (says.protocolFault.test(text) || isCommandFault(reply)) return "protocol_error";
    if (says.relayDenied.test(text)) return "relay_denied";
    return says.policyWords.test(text) ? "policy_rejected" : "sender_config";
  }
  // The only thing said so far is our name.
  if (stage === "ehlo" && /\b(?:domain|host)/.test(text)) return "sender_config";
  if (stage === "ehlo") return says.policyWords.test(text) ? "policy_rejected" : "protocol_error";

  if (/syntax|malformed/.test(text) && !says.absent.test(text)) return "protocol_error";
  const full = says.mailboxFull.test(text);
  if (/(?:daily|hourly|sending) (?:\w+ )?quota/.test(text)) return "rate_limited";
  if (full || enhanced === "5.2.2") return "mailbox_full";
  // "Too many invalid recipients" counts ours, and says nothing of this one.
  if (says.rateLimit.test(text)) return "rate_limited";
  if (says.greylist.test(text)) return "greylisted";
  const notFound = says.mailboxNotFound.test(text);
  if (says.mailboxDisabled.test(text) && !(notFound && says.takesNoMail.test(text))) return "mailbox_disabled";
  if (notFound && says.absent.test(text) && !says.passing.test(text)) return "mailbox_not_found";
  // From here on the recipient is at most "rejected" or "unavailable": any other cause that is named goes first.
  if (says.relayDenied.test(text)) return "relay_denied";
  if (says.protocolFault.test(text)) return "protocol_error";
  if (says.policyWords.test(text) || enhanced === "5.2.3" || enhanced === "5.3.4") return "policy_rejected";
  if (says.passing.test(text)) return "temporary_error";
  if (notFound) return "mailbox_not_found";
  if (says.sourceInLink.test(text)) return "ip_blocked";
  if (enhanced === "5.2.1") return "mailbox_disabled";
  if (enhanced === "5.1.1" || enhanced === "5.1.10") return "mailbox_not_found";
  // A refusal of the recipient as such (Cisco gateways: "#5.1.0 Address rejected").
  if (enhanced === "5.1.0" && /address rejected/.test(text)) return "mailbox_not_found";
  if (/^5\.7\./.test(enhanced ?? "")) return "policy_rejected";
  if (isCommandFault(reply)) return "protocol_error";
  if (/^5\.3\./.test(enhanced ?? "")) return "temporary_error";
  return "unclassifiable";
}

/**
 * What one SMTP reply means. Order of evidence: the code's first digit (a 4xx never makes an address invalid), causes on
 * our side, then the mailbox, then the enhanced code, then nothing: a bare 550 proves nothing.
 */
export function classifyReply(reply: string, stage: SmtpStage): ReplyClass {
  const read = readReply(reply);
  if (read.code === null) return reply.trim() === "" ? "unclassifiable" : "protocol_error";
  if (read.code < 300) return "accepted";
  if (read.code < 400) return "protocol_error";
  // 4xx with a permanent status (or the reverse) exists; the first digit decides, as RFC 5321 says.
  return read.code < 500 ? fourHundreds(read) : fiveHundreds(read, stage);
}

/** Gmail: "receiving mail at a rate that prevents additional messages". The mailbox exists, and is busy. */
export const tellsBusyMailbox = (reply: string): boolean => /receiving mail (?:at a rate|too quickly)/i.test(reply);

/** Only these two say something bad about the mailbox itself. */
export const isMailboxRefusal = (kind: ReplyClass): boolean =>
  kind === "mailbox_not_found" || kind === "mailbox_disabled";
