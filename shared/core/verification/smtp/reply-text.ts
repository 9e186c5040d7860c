/** Where in the conversation a reply came. "connect" is the banner. */
export type SmtpStage = "connect" | "ehlo" | "mail" | "rcpt";

export interface ReplyText {
  /** The three digits, or null when the line is no SMTP reply. */
  code: number | null;
  /** RFC 3463 status such as `5.1.1`, its class digit included, or null. */
  enhanced: string | null;
  /** What the server wrote: lower case, no accents, without codes and addresses (an address must not look like a reason). */
  text: string;
}

// Four numbers in a row are an IP address, not a status.
const enhancedCode = /(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?!\.?\d)/;
const replyCode = /^\s*([2-5]\d\d)(?:[\s-]|$)/;
const maxLength = 4000;

/** Splits one reply (lines joined by a space or still apart) into what the rules look at. */
export function readReply(reply: string): ReplyText {
  const head = reply.slice(0, maxLength);
  const code = replyCode.exec(head)?.[1] ?? null;
  const enhanced = enhancedCode.exec(head)?.[0] ?? null;
  const text = head
    .toLowerCase()
    .replace(/<[^<>\s]*@[^<>\s]*>|[^\s<>()[\]:;,"']+@[^\s<>()[\]:;,"']+/g, "addr")
    // Continuation lines repeat both codes.
    .replace(/(^|\s)[2-5]\d\d(?=[\s-]|$)[\s-]?/g, " ")
    .replace(/(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?!\.?\d)/g, " ")
    .replace(/[\u2018\u2019]/g, "'")
    .normalize("NFD")
    .replace(/(?<=[a-z])[\u0300-\u036f]+/g, "")
    .normalize("NFC")
    .replace(/\s+/g, " ")
    .trim();
  return { code: code === null ? null : Number(code), enhanced, text };
}
