import { openAccounts } from "../auth/accounts.ts";
import { type HookedAuth, hookAuth } from "../auth/hooked-auth.ts";
import { hookCaller } from "../auth/hooks.ts";
import type { DenoChild } from "../functions/deno-child.ts";
import { createSupabase, type Supabase } from "../supabase/create-supabase.ts";
import type { SqlPool } from "../supabase/sql-pool.ts";
import type { StackSecrets } from "./secrets.ts";
import type { StackSettings } from "./settings.ts";

const hookWaitMs = 5_000;

/** REST and auth over the database, with the hooks of the functions around auth. */
export function wireSupabase(options: {
  pool: SqlPool;
  secrets: StackSecrets;
  functions: DenoChild;
  origin: string;
  settings: StackSettings;
}): { supabase: Supabase; auth: HookedAuth } {
  const { pool, secrets, functions, origin, settings } = options;
  const supabase = createSupabase({ pool, secrets, siteUrl: origin, codeSeconds: settings.codeSeconds });
  const auth = hookAuth({
    accounts: openAccounts(pool),
    callHook: hookCaller(() => functions.origin(hookWaitMs), secrets.hook_secret),
    siteUrl: origin,
    secretKey: secrets.secret_key,
    forward: (request) => supabase.fetch(request, null),
  });
  supabase.setMailer(auth.mailer);
  return { supabase, auth };
}
