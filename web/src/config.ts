import { z } from "zod";

const configSchema = z.object({
  supabase_url: z.url(),
  publishable_key: z.string().min(1),
  api_url: z.url(),
  /** True: no provider keys are set, the bundled simulators answer. */
  sandbox: z.boolean(),
});
export type Config = z.infer<typeof configSchema>;

/** Read at start, so that one build serves every installation. Throws when the server does not offer it. */
export async function loadConfig(): Promise<Config> {
  const response = await fetch("/config.json", { headers: { accept: "application/json" }, cache: "no-cache" });
  if (!response.ok) throw new Error(`/config.json answered ${response.status}`);
  return configSchema.parse(await response.json());
}
