import { parseArgs } from "node:util";
import { UsageError } from "../lib/run-command.ts";

export interface CaptureOptions {
  file: string;
  /** Address of the page, or of the request whose body was saved. */
  url: string;
  status: number;
}

export const usage = `Usage: npm run capture -- FILE --url URL
  FILE            one saved page (.html) or one saved response body (.json); - reads a body from stdin
  --url URL       address of the page, or of the request whose body it is
  --status N      HTTP status of the response (default 200)`;

/** Reads the command line; throws UsageError with one sentence. */
export function parseCaptureOptions(argv: readonly string[]): CaptureOptions {
  const { values, positionals } = parse(argv);
  const [file, ...rest] = positionals;
  if (!file || rest.length > 0) throw new UsageError(`Name one file to read.\n${usage}`);
  const url = values.url;
  if (!url) throw new UsageError(`Name the address that the file was saved from with --url.\n${usage}`);
  if (!/^(?:https?:\/\/|\/)/i.test(url) || !URL.canParse(url, "https://www.linkedin.com"))
    throw new UsageError(`--url takes an address; "${url.slice(0, 200)}" is none.`);
  const status = Number(values.status ?? "200");
  if (!Number.isInteger(status) || status < 100 || status > 999)
    throw new UsageError(`--status takes a number from 100 to 999; "${values.status}" is none.`);
  return { file, url, status };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { url: { type: "string" }, status: { type: "string" } },
    });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : "Wrong arguments."}\n${usage}`);
  }
}
