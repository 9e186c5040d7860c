import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classifyReply, isMailboxRefusal, replyClasses } from "#core/verification/smtp/classify-reply.ts";
import { readReply, type SmtpStage } from "#core/verification/smtp/reply-text.ts";
import { worded } from "./worded-replies.ts";

interface ReplyVector {
  reply: string;
  stage: SmtpStage;
  expected: string;
}
const vectors = (
  JSON.parse(readFileSync(new URL("../../fixtures/vectors/smtp-replies.json", import.meta.url), "utf8")) as {
    vectors: ReplyVector[];
  }
).vectors;

/** `class`, `stage` and `reply`, tab-separated: written down before the rules were read, from standards and real servers. */
const audited = readFileSync(new URL("../../fixtures/verification/smtp-replies.tsv", import.meta.url), "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => {
    const [expected = "", stage = "rcpt", reply = ""] = line.split("\t");
    return { expected, stage: stage as SmtpStage, reply };
  });

/** What a server may hold against us or the moment, in words that also stand beside "mailbox unavailable". */
const otherCauses = [
  "your IP 192.0.2.1 is blocked",
  "blocked using zen.spamhaus.org",
  "poor reputation of the sending server",
  "reverse DNS lookup failed",
  "HELO name rejected",
  "sender address rejected",
  "SPF check failed",
  "too many connections",
  "rate limit exceeded",
  "greylisted, try again later",
  "relay access denied",
  "rejected due to policy",
  "spam content detected",
  "access denied",
  "administrative prohibition",
  "you are not allowed to send to this recipient",
  "over quota",
  "TLS is required",
  "authentication required",
  "temporary failure, try later",
  "sender verify failed",
  "dynamic IP addresses are not accepted",
  "this list is for members only",
  "size limit exceeded",
  "invalid HELO",
];

describe("what must never make an address undeliverable", () => {
  it.each(otherCauses)("is a vague refusal beside another cause: %s", (cause) => {
    for (const vague of ["Mailbox unavailable", "Recipient address rejected", "Invalid recipient", "<a@b.example>"]) {
      for (const code of ["550", "550 5.1.1", "554 5.7.1", "550 5.2.1"]) {
        for (const reply of [
          `${code} ${vague}: ${cause}`,
          `${code} ${vague} (${cause})`,
          `${code} ${cause}; ${vague}`,
        ]) {
          expect(isMailboxRefusal(classifyReply(reply, "rcpt")), reply).toBe(false);
        }
      }
    }
  });

  it("is any 4xx, whatever it says", () => {
    fc.assert(
      fc.property(fc.integer({ min: 400, max: 499 }), fc.constantFrom(...worded), (code, [, reply]) => {
        expect(isMailboxRefusal(classifyReply(`${code} ${reply.replace(/^\d{3}[ -]/, "")}`, "rcpt"))).toBe(false);
      }),
      { seed: 7, numRuns: 500 },
    );
  });

  it.each(["connect", "ehlo", "mail"] as const)("is a refusal at %s", (stage) => {
    for (const [, reply] of worded) {
      expect(isMailboxRefusal(classifyReply(reply, stage)), reply).toBe(false);
    }
  });

  it.each([
    "550",
    "554 Transaction failed",
    "550 5.7.1 not authorized",
    "550 5.1.1 Mailbox unavailable. Your IP address 192.0.2.1 is blacklisted",
    "550 Verification failed for <x@y.example> No such user here. Sender verify failed",
  ])("is %s", (reply) => {
    expect(isMailboxRefusal(classifyReply(reply, "rcpt"))).toBe(false);
  });
});

describe("classifyReply", () => {
  it.each(worded.map(([expected, reply, stage = "rcpt"]) => ({ expected, reply, stage })))(
    "$expected: $reply",
    ({ expected, reply, stage }) => {
      expect(classifyReply(reply, stage)).toBe(expected);
    },
  );

  it.each(audited)("$expected at $stage: $reply", ({ reply, stage, expected }) => {
    expect(classifyReply(reply, stage)).toBe(expected);
  });

  it.each(vectors)("$expected: $reply", ({ reply, stage, expected }) => {
    expect(classifyReply(reply, stage)).toBe(expected);
  });

  it("answers with a known class for any text, and ends", () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 600 }),
        fc.constantFrom<SmtpStage>("connect", "ehlo", "mail", "rcpt"),
        (text, stage) => {
          expect(replyClasses).toContain(classifyReply(text, stage));
          expect(replyClasses).toContain(classifyReply(`550 ${text}`, stage));
        },
      ),
      { seed: 11, numRuns: 300 },
    );
    for (const word of ["user ", "mailbox ", "blocked ", "your ip ", "exceeded quota ", "1.2.3.4 "]) {
      expect(replyClasses).toContain(classifyReply(`550 ${word.repeat(50_000)}`, "rcpt"));
    }
  });

  it("does not read an address as a reason", () => {
    expect(classifyReply("550 5.1.1 <spam.blocked@relay.example> user unknown", "rcpt")).toBe("mailbox_not_found");
  });

  it("takes a multi-line reply as one, and no IP address for a status", () => {
    expect(readReply("550-5.1.1 The account\n550 5.1.1 does not exist").text).toBe("the account does not exist");
    expect(readReply("550 rejected 5.6.7.8").enhanced).toBeNull();
    expect(readReply("no mailbox (#5.1.1)").enhanced).toBe("5.1.1");
  });
});
