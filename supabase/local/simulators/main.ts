import { parseArgs } from "node:util";
import { type SimulatorOptions, startSimulators } from "./index.ts";

const usage =
  "Usage: main.ts [--port N] [--host ADDRESS] [--latency realistic|fast|none] [--limits published|off] [--seed N] [--journal FILE]";

/** Runs the simulators on their own: prints one JSON line with the addresses, then serves until it is stopped. */
async function main(): Promise<void> {
  const options = readOptions();
  if (options === null) {
    console.error(usage);
    process.exitCode = 2;
    return;
  }
  const simulators = await startSimulators(options);
  const { url, baseUrls, keys, icypeasSecret, dohUrl } = simulators;
  console.log(
    JSON.stringify({
      ready: true,
      url,
      base_urls: baseUrls,
      keys,
      icypeas_secret: icypeasSecret,
      doh_url: dohUrl,
      pid: process.pid,
    }),
  );
  const stop = () => void simulators.close();
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

function readOptions(): SimulatorOptions | null {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: "string", default: "0" },
        host: { type: "string", default: "127.0.0.1" },
        latency: { type: "string", default: "fast" },
        limits: { type: "string", default: "published" },
        seed: { type: "string", default: "0" },
        journal: { type: "string" },
      },
    });
    const { latency, limits, host, journal } = values;
    const port = Number(values.port);
    const seed = Number(values.seed);
    if (latency !== "realistic" && latency !== "fast" && latency !== "none") return null;
    if (limits !== "published" && limits !== "off") return null;
    if (!Number.isInteger(port) || port < 0 || port > 65_535 || !Number.isInteger(seed)) return null;
    return { port, host, latency, limits, seed, ...(journal === undefined ? {} : { journalFile: journal }) };
  } catch {
    return null;
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
