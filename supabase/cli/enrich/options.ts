import { parseArgs } from "node:util";
import type { CascadeMode, Want } from "#core/jobs/words.ts";
import { UsageError } from "../lib/run-command.ts";

export interface EnrichOptions {
  input: string;
  out: string;
  report: string | null;
  want: Want;
  threshold: number;
  /** Null: the catalogue's order, or with mode `auto` none at all. */
  order: string[] | null;
  mode: CascadeMode;
  maxCostMicros: number | null;
  verify: 0 | 1 | 2 | 3 | 4;
  data: string | null;
  sandbox: boolean;
  raw: boolean;
}

export const usage = `Usage: npm run enrich -- IN.csv --out OUT.csv
  IN.csv              .csv, .tsv or .xlsx with any column names; - reads stdin
  --out FILE          where the result goes; - writes to stdout
  --report FILE       figures of the run as JSON
  --want WHAT         email (default), phone or both
  --threshold N       accept an e-mail from this confidence on, 1–100 (default 90)
  --order LIST        providers in the order they are asked, e.g. icypeas,hunter; auto asks whom it pays to ask
  --max-cost USD      stop asking when the providers' bills would pass this sum
  --verify N          0 trusts the providers' labels, 1 syntax, 2 domain, 3 mail server (default), 4 mailbox
  --data DIR          keep state there, so that the same command goes on where it was stopped
  --sandbox           ask the bundled simulators even when keys are set
  --raw               write cells as they are, even if a spreadsheet would run them as a formula`;

/** Reads the command line; throws UsageError with one sentence. */
export function parseEnrichOptions(argv: readonly string[], knownProviders: readonly string[]): EnrichOptions {
  const { values, positionals } = parse(argv);
  const [input, ...rest] = positionals;
  if (!input || rest.length > 0) throw new UsageError(`Name one file to enrich.\n${usage}`);
  if (!values.out) throw new UsageError(`Name the file for the result with --out.\n${usage}`);
  return {
    input,
    out: values.out,
    report: values.report ?? null,
    want: oneOf("--want", values.want ?? "email", ["email", "phone", "both"] as const),
    threshold: numberIn("--threshold", values.threshold ?? "90", 1, 100),
    order: parseOrder(values.order, knownProviders),
    mode: values.order === "auto" ? "auto" : "fixed",
    maxCostMicros: values["max-cost"] === undefined ? null : parseMoney(values["max-cost"]),
    verify: oneOf(
      "--verify",
      values.verify ?? "3",
      ["0", "1", "2", "3", "4"] as const,
      Number,
    ) as EnrichOptions["verify"],
    data: values.data ?? null,
    sandbox: values.sandbox ?? false,
    raw: values.raw ?? false,
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        out: { type: "string" },
        report: { type: "string" },
        want: { type: "string" },
        threshold: { type: "string" },
        order: { type: "string" },
        "max-cost": { type: "string" },
        verify: { type: "string" },
        data: { type: "string" },
        sandbox: { type: "boolean" },
        raw: { type: "boolean" },
      },
    });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : "Wrong arguments."}\n${usage}`);
  }
}

function oneOf<const T extends string>(name: string, value: string, allowed: readonly T[]): T;
function oneOf<const T extends string, R>(name: string, value: string, allowed: readonly T[], map: (v: T) => R): R;
function oneOf(name: string, value: string, allowed: readonly string[], map?: (v: string) => unknown): unknown {
  if (!allowed.includes(value))
    throw new UsageError(`${name} takes ${allowed.join(", ")}; "${value}" is none of them.`);
  return map ? map(value) : value;
}

function numberIn(name: string, value: string, low: number, high: number): number {
  const number = Number(value);
  if (value.trim() === "" || !Number.isFinite(number) || number < low || number > high) {
    throw new UsageError(`${name} takes a number from ${low} to ${high}; "${value}" is none.`);
  }
  return number;
}

function parseMoney(value: string): number {
  const usd = numberIn("--max-cost", value, 0, 1_000_000);
  return Math.floor(usd * 1_000_000);
}

function parseOrder(value: string | undefined, known: readonly string[]): string[] | null {
  if (value === undefined || value === "auto") return null;
  const names = value.split(",").map((name) => name.trim().toLowerCase());
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new UsageError(`--order knows ${known.join(", ")}; "${unknown}" is none of them.`);
  if (new Set(names).size !== names.length) throw new UsageError("--order names a provider twice.");
  return names;
}
