import { once } from "node:events";
import { z } from "zod";
import { catalogue } from "#core/cascade/catalogue.ts";
import { startScript } from "./run-script.ts";

const announcement = z.object({
  url: z.string(),
  base_urls: z.record(z.string(), z.string()),
  keys: z.record(z.string(), z.string()),
  doh_url: z.string(),
});

const statsSchema = z.record(
  z.string(),
  z.looseObject({ asked: z.number(), found: z.number(), duplicates_bought: z.number(), charged_credits: z.number() }),
);

export interface SimulatorsProcess {
  /** Settings that point the product at the simulators as at the real providers. */
  env: Record<string, string>;
  stats(): Promise<z.infer<typeof statsSchema>>;
  close(): Promise<void>;
}

/** The simulators in a process of their own, which outlives whatever is killed beside it. */
export async function startSimulatorsProcess(args: readonly string[] = []): Promise<SimulatorsProcess> {
  const { child, ended } = startScript("supabase/local/simulators/main.ts", args);
  const stdout = child.stdout;
  if (!stdout) throw new Error("the simulators have no output");
  let text = "";
  while (!text.includes("\n")) {
    const [chunk] = await Promise.race([
      once(stdout, "data"),
      ended.then((end) => Promise.reject(new Error(end.stderr))),
    ]);
    text += chunk;
  }
  const { url, base_urls, keys, doh_url } = announcement.parse(JSON.parse(text.slice(0, text.indexOf("\n"))));
  const env: Record<string, string> = { DOH_URL: doh_url };
  for (const entry of catalogue.slice(0, 4)) {
    const prefix = entry.name.toUpperCase();
    env[`${prefix}_BASE_URL`] = base_urls[entry.name] ?? "";
    for (const setting of entry.settings) env[setting] = keys[entry.name] ?? "";
    env[`${prefix}_POLL_MS`] = "200";
    env[`${prefix}_RATE_LIMIT`] = "1000000";
  }
  return {
    env,
    stats: async () => statsSchema.parse(await (await fetch(`${url}/_stats`)).json()),
    close: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
