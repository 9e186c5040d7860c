/**
 * Runs under Deno: the three functions load, answer, and refuse who has no business with them. Nothing is listening at
 * the address of the database, which must be an answer and not a crash.
 */
interface EdgeFunction {
  fetch(request: Request): Response | Promise<Response>;
}

interface Host {
  Deno?: { env: { set(name: string, value: string): void }; exit(code: number): never };
}

const { Deno } = globalThis as Host;
if (!Deno) throw new Error("This file runs under Deno.");
const settings: Record<string, string> = {
  SUPABASE_URL: "http://127.0.0.1:9",
  SUPABASE_SECRET_KEYS: '{"default":"sb_secret_smoke"}',
  SUPABASE_PUBLISHABLE_KEYS: '{"default":"sb_publishable_smoke"}',
  WORKER_SECRET: "smoke-smoke-smoke-smoke-smoke-smoke",
  SEND_EMAIL_HOOK_SECRET: "v1,whsec_c21va2Utc21va2Utc21va2Utc21va2Utc21va2U=",
  BEFORE_USER_CREATED_HOOK_SECRET: "v1,whsec_c21va2Utc21va2Utc21va2Utc21va2Utc21va2U=",
  SECRETS_KEY: "c21va2Utc21va2Utc21va2Utc21va2Utc21va2Utc20=",
  APP_URL: "http://127.0.0.1:9",
  CAPTELY_SANDBOX: "1",
};
for (const [name, value] of Object.entries(settings)) Deno.env.set(name, value);

let failed = 0;
async function check(name: string, work: () => Promise<number>, expected: number): Promise<void> {
  const status = await work().catch((error: unknown) => String(error));
  if (status !== expected) failed += 1;
  console.log(status === expected ? `ok ${name}` : `not ok ${name}: ${status} instead of ${expected}`);
}

const functions: Record<string, () => Promise<{ default: EdgeFunction }>> = {
  api: () => import("../../../supabase/functions/api/index.ts"),
  worker: () => import("../../../supabase/functions/worker/index.ts"),
  webhooks: () => import("../../../supabase/functions/webhooks/index.ts"),
};
const ask = async (path: string, init?: RequestInit) => {
  const load = functions[path.split("/")[1] ?? ""];
  if (!load) throw new Error(`no function for ${path}`);
  const answer = await (await load()).default.fetch(new Request(`http://localhost${path}`, init));
  await answer.body?.cancel();
  return answer.status;
};

await check("api describes itself", () => ask("/api/openapi.json"), 200);
await check("api without sign-in is refused", () => ask("/api/me"), 401);
await check("api says that the database is away", () => ask("/api/health"), 503);
await check("worker without its secret is refused", () => ask("/worker", { method: "POST", body: "{}" }), 401);
await check(
  "hook without a signature is refused",
  () => ask("/webhooks/send-email", { method: "POST", body: "{}" }),
  401,
);
Deno.exit(failed === 0 ? 0 : 1);

export {};
