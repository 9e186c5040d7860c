import { classifyReply, type ReplyClass, tellsBusyMailbox } from "#core/verification/smtp/classify-reply.ts";
import type { SmtpStage } from "#core/verification/smtp/reply-text.ts";
import { SmtpConnection, SmtpFault, type SmtpFaultReason, type SmtpReply } from "./smtp-connection.ts";

/** Limits of each step in milliseconds, from the first byte sent to the last received. */
export interface SmtpTimeouts {
  connect: number;
  banner: number;
  command: number;
  tls: number;
  quit: number;
}

export interface SmtpIdentity {
  /** Name given in EHLO; null: the address literal of the connection's own end. */
  helo: string | null;
  /** Envelope sender, without brackets. Never empty: many servers refuse the null sender for probes. */
  mailFrom: string;
}

export interface HostAsk {
  address: string;
  port: number;
  /** The MX name, for TLS. */
  host: string;
  /** `local@domain` as on the envelope. */
  recipient: string;
  smtputf8: boolean;
  tls: boolean;
}

export type HostAnswer =
  /** The server judged the recipient. */
  | { kind: "recipient"; class: ReplyClass; reply: string }
  /** It refused before hearing of the recipient. */
  | { kind: "refused"; stage: SmtpStage; class: ReplyClass; reply: string }
  | { kind: "smtputf8_unsupported" }
  | { kind: "fault"; reason: SmtpFaultReason };

const refused = (stage: SmtpStage, reply: SmtpReply): HostAnswer => ({
  kind: "refused",
  stage,
  class: classifyReply(reply.text, stage),
  reply: reply.text,
});

const offers = (reply: SmtpReply, keyword: string): boolean =>
  reply.lines.some((line) => line.slice(4).trim().toUpperCase().split(/\s+/)[0] === keyword);

async function greet(connection: SmtpConnection, helo: string, timeoutMs: number): Promise<SmtpReply> {
  const reply = await connection.command(`EHLO ${helo}`, timeoutMs);
  return reply.code >= 500 ? connection.command(`HELO ${helo}`, timeoutMs) : reply;
}

async function converse(
  connection: SmtpConnection,
  ask: HostAsk,
  identity: SmtpIdentity,
  timeouts: SmtpTimeouts,
): Promise<HostAnswer> {
  const banner = await connection.reply(timeouts.banner);
  if (banner.code !== 220) return refused("connect", banner);

  const literal = connection.localAddress.includes(":")
    ? `[IPv6:${connection.localAddress}]`
    : `[${connection.localAddress}]`;
  const helo = identity.helo ?? literal;
  let greeting = await greet(connection, helo, timeouts.command);
  if (greeting.code !== 250) return refused("ehlo", greeting);

  if (ask.tls && offers(greeting, "STARTTLS")) {
    const ready = await connection.command("STARTTLS", timeouts.command);
    // Offered and then refused: go on as we are.
    if (ready.code === 220) {
      await connection.upgrade(ask.host, timeouts.tls);
      greeting = await greet(connection, helo, timeouts.command);
      if (greeting.code !== 250) return refused("ehlo", greeting);
    }
  }
  if (ask.smtputf8 && !offers(greeting, "SMTPUTF8")) return { kind: "smtputf8_unsupported" };

  const sender = await connection.command(
    `MAIL FROM:<${identity.mailFrom}>${ask.smtputf8 ? " SMTPUTF8" : ""}`,
    timeouts.command,
  );
  if (sender.code !== 250) return refused("mail", sender);

  const recipient = await connection.command(`RCPT TO:<${ask.recipient}>`, timeouts.command);
  const kind = tellsBusyMailbox(recipient.text) ? "accepted" : classifyReply(recipient.text, "rcpt");
  return { kind: "recipient", class: kind, reply: recipient.text };
}

/** One conversation up to RCPT with one address of one mail host; no message is ever sent. Never throws. */
export async function askHost(ask: HostAsk, identity: SmtpIdentity, timeouts: SmtpTimeouts): Promise<HostAnswer> {
  let connection: SmtpConnection | null = null;
  try {
    connection = await SmtpConnection.open(ask.address, ask.port, timeouts.connect);
    const answer = await converse(connection, ask, identity, timeouts);
    await connection.quit(timeouts.quit);
    return answer;
  } catch (error) {
    connection?.close();
    if (!(error instanceof SmtpFault)) return { kind: "fault", reason: "connection_lost" };
    // Opportunistic: whoever announces TLS and cannot do it is asked once more without.
    if (error.reason === "tls_broken" && ask.tls) return askHost({ ...ask, tls: false }, identity, timeouts);
    return { kind: "fault", reason: error.reason };
  }
}
