import { parseArgs } from "node:util";
import type { VerifyLevel } from "#core/verification/email-verdict.ts";
import { type DnsServer, parseDnsServer } from "#local/dns/udp-query.ts";
import { UsageError } from "../lib/run-command.ts";

export const emailUsage = "npm run verify -- email [--level 1..4] [--dns HOST:PORT] [--smtp-port N] [--concurrency N]";

export interface EmailOptions {
  level: VerifyLevel;
  dns: DnsServer | null;
  smtpPort: number;
  concurrency: number;
}

function integer(name: string, text: string | undefined, fallback: number, min: number, max: number): number {
  if (text === undefined) return fallback;
  const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw new UsageError(`--${name} takes a whole number from ${min} to ${max}. Usage: ${emailUsage}`);
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        level: { type: "string" },
        dns: { type: "string" },
        "smtp-port": { type: "string" },
        concurrency: { type: "string" },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)} Usage: ${emailUsage}`);
  }
}

export function parseEmailOptions(argv: readonly string[]): EmailOptions {
  const values = parse(argv);
  const level = integer("level", values.level, 3, 1, 4) as VerifyLevel;
  const dns = values.dns === undefined ? null : parseDnsServer(values.dns);
  if (values.dns !== undefined && dns === null) {
    throw new UsageError(`--dns takes HOST:PORT, as in 127.0.0.1:5353. Usage: ${emailUsage}`);
  }
  return {
    level,
    dns,
    smtpPort: integer("smtp-port", values["smtp-port"], 25, 1, 65_535),
    concurrency: integer("concurrency", values.concurrency, level === 1 ? 64 : level === 4 ? 100 : 50, 1, 1_000),
  };
}
