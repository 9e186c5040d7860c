import { cleanCaptured } from "#core/capture/clean-captured.ts";
import { describeState } from "#core/capture/describe-state.ts";
import { parseCaptureOptions, usage } from "./capture/options.ts";
import { readCaptureFile } from "./capture/read-capture-file.ts";
import { runCommand } from "./lib/run-command.ts";

/** `npm run capture`: what the extension would take from one saved page or response. */
await runCommand(async () => {
  const argv = process.argv.slice(2);
  if (argv.includes("--help") || argv.includes("-h")) {
    process.stdout.write(`${usage}\n`);
    return;
  }
  const options = parseCaptureOptions(argv);
  const reading = await readCaptureFile(options.file, options.url, options.status);
  for (const row of reading.rows) process.stdout.write(`${JSON.stringify(cleanCaptured(row))}\n`);
  const { state, paging, refused, applied } = reading;
  const seen = { state, leads: reading.rows.length, paging, refused, applied, detail: describeState(state) };
  process.stderr.write(`${JSON.stringify(seen)}\n`);
});
