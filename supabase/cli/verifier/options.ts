import { parseArgs } from "node:util";
import { type DnsServer, parseDnsServer } from "#local/dns/udp-query.ts";
import { usualLimits } from "#local/verifier/run-verifier.ts";
import { UsageError } from "../lib/run-command.ts";

export const usage = `Usage: npm run verifier [-- --audit] [--dns HOST:PORT] [--smtp-port N] [--concurrency N] [--step-ms N]
Takes addresses that wait for level 4 from the database, asks their mail servers, and stores the verdicts, until Ctrl-C.
--audit only finds out how this machine looks to mail servers, and prints it as one JSON line. --step-ms: the longest that a\nmail server may take for each step, 7 to 15 seconds unless it is given.`;

export interface VerifierOptions {
  audit: boolean;
  dns: DnsServer | null;
  smtpPort: number;
  concurrency: number;
  /** How long each step of a conversation may take; null: as long as each usually needs. */
  stepMs: number | null;
}

function integer(name: string, text: string | undefined, fallback: number, max: number): number {
  if (text === undefined) return fallback;
  const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= 1 && value <= max) return value;
  throw new UsageError(`--${name} takes a whole number from 1 to ${max}. ${usage}`);
}

export function parseVerifierOptions(argv: readonly string[]): VerifierOptions {
  const values = parse(argv);
  const dns = values.dns === undefined ? null : parseDnsServer(values.dns);
  if (values.dns !== undefined && dns === null) {
    throw new UsageError(`--dns takes HOST:PORT, as in 127.0.0.1:5353. ${usage}`);
  }
  return {
    audit: values.audit ?? false,
    dns,
    smtpPort: integer("smtp-port", values["smtp-port"], 25, 65_535),
    concurrency: integer("concurrency", values.concurrency, usualLimits.concurrency, 1_000),
    stepMs: values["step-ms"] === undefined ? null : integer("step-ms", values["step-ms"], 0, 60_000),
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        audit: { type: "boolean" },
        dns: { type: "string" },
        "smtp-port": { type: "string" },
        concurrency: { type: "string" },
        "step-ms": { type: "string" },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)} ${usage}`);
  }
}
