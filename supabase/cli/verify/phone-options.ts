import { parseArgs } from "node:util";
import { isSupportedCountry } from "libphonenumber-js/max";
import { UsageError } from "../lib/run-command.ts";

export const phoneUsage = "npm run verify -- phone [--region FR] [--lookup]";

export interface PhoneOptions {
  /** Of numbers without country code whose line names none. */
  region: string | null;
  lookup: boolean;
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: { region: { type: "string" }, lookup: { type: "boolean" } } }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)} Usage: ${phoneUsage}`);
  }
}

export function parsePhoneOptions(argv: readonly string[]): PhoneOptions {
  const values = parse(argv);
  const region = values.region?.trim().toUpperCase() ?? null;
  if (region !== null && !isSupportedCountry(region)) {
    throw new UsageError(`--region takes a country's two letters, as in FR. Usage: ${phoneUsage}`);
  }
  return { region, lookup: values.lookup === true };
}
