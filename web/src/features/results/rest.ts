import { PostgrestClient } from "@supabase/postgrest-js";
import type { Config } from "../../config.ts";
import type { SessionStore } from "../../session.ts";

/** Reads under row level security: what the signed-in user may see, filtered where the rows are. */
export function createRest(config: Config, session: SessionStore): PostgrestClient {
  return new PostgrestClient(`${config.supabase_url}/rest/v1`, {
    headers: { apikey: config.publishable_key },
    fetch: async (input, init) => {
      const headers = new Headers(init?.headers);
      headers.set("authorization", `Bearer ${(await session.accessToken()) ?? config.publishable_key}`);
      return fetch(input, { ...init, headers });
    },
  });
}
