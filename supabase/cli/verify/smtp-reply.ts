import { parseArgs } from "node:util";
import { classifyReply } from "#core/verification/smtp/classify-reply.ts";
import type { SmtpStage } from "#core/verification/smtp/reply-text.ts";
import { UsageError } from "../lib/run-command.ts";
import type { LineCommand } from "./line-command.ts";

const stages: readonly string[] = ["connect", "ehlo", "mail", "rcpt"] satisfies SmtpStage[];
const isStage = (value: unknown): value is SmtpStage => typeof value === "string" && stages.includes(value);

export function openLineCommand(argv: readonly string[]): LineCommand {
  try {
    parseArgs({ args: [...argv], options: {} });
  } catch {
    throw new UsageError("smtp-reply takes no options. Usage: npm run verify -- smtp-reply");
  }
  const refuse = (input: string, why: string) => ({ class: "unclassifiable", reason: "bad_input", input, error: why });
  return {
    concurrency: 64,
    answer: (record) => {
      const { reply, stage = "rcpt" } = record;
      if (typeof reply !== "string" || !isStage(stage)) {
        const why = `A line takes {"reply": "…", "stage": "${stages.join("|")}"}.`;
        return refuse(JSON.stringify(record).slice(0, 200), why);
      }
      return { class: classifyReply(reply, stage) };
    },
    refuse,
  };
}
