/**
 * Brings the table of throw-away domains of a hosted project up to the installed npm package, in one transaction:
 * `SUPABASE_URL=… SUPABASE_SECRET_KEY=… node supabase/local/verifier/build-disposable-table.ts`. On this machine
 * `npm start` does it. Run it after updating the package.
 */
import { postgrestDb } from "#functions/_shared/db/postgrest.ts";
import { requireEnv, SettingError } from "#functions/_shared/env.ts";
import { loadDisposable } from "./load-disposable.ts";

try {
  const db = postgrestDb({
    fetch,
    supabaseUrl: requireEnv("SUPABASE_URL", "the address of the project, as in https://name.supabase.co"),
    secretKey: requireEnv("SUPABASE_SECRET_KEY", "a secret key of the project"),
  });
  const outcome = await loadDisposable(db);
  process.stderr.write(outcome === "loaded" ? "The new list is loaded.\n" : "The list is there already.\n");
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = error instanceof SettingError ? 2 : 1;
}
