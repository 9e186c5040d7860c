import { AuthClient } from "@supabase/auth-js";
import { browser } from "wxt/browser";
import type { ServerConfig } from "./server-config.ts";

export type GoogleOutcome =
  | { ok: true; session: { access_token: string; refresh_token: string } }
  | { ok: false; code: "google_cancelled" | "google_refused" | "google_unreachable" };

/**
 * The authorization-code flow with PKCE in the browser's own window. The client is of this flow alone and keeps its
 * verifier in memory: should the worker end meanwhile, so does the flow.
 */
export async function askGoogle({ supabase_url, publishable_key }: ServerConfig): Promise<GoogleOutcome> {
  const kept = new Map<string, string>();
  const flow = new AuthClient({
    url: `${supabase_url}/auth/v1`,
    headers: { apikey: publishable_key },
    storageKey: "google",
    storage: {
      getItem: (name) => kept.get(name) ?? null,
      setItem: (name, value) => void kept.set(name, value),
      removeItem: (name) => void kept.delete(name),
    },
    autoRefreshToken: false,
    detectSessionInUrl: false,
    flowType: "pkce",
  });
  const home = browser.identity.getRedirectURL();
  const asked = await flow.signInWithOAuth({
    provider: "google",
    options: { redirectTo: home, skipBrowserRedirect: true },
  });
  if (asked.error !== null || asked.data.url === null) return { ok: false, code: "google_refused" };
  let came: string | undefined;
  try {
    came = await browser.identity.launchWebAuthFlow({ url: asked.data.url, interactive: true });
  } catch (error) {
    // The browser says the same of a window that was closed and of a page that did not load.
    const unloaded = error instanceof Error && /load/i.test(error.message);
    return { ok: false, code: unloaded ? "google_unreachable" : "google_cancelled" };
  }
  if (came === undefined || !came.startsWith(home)) return { ok: false, code: "google_cancelled" };
  const { searchParams } = new URL(came);
  const code = searchParams.get("code");
  if (code === null) {
    const denied = searchParams.get("error") === "access_denied";
    return { ok: false, code: denied ? "google_cancelled" : "google_refused" };
  }
  const { data, error } = await flow.exchangeCodeForSession(code);
  if (error !== null) return { ok: false, code: error.status ? "google_refused" : "google_unreachable" };
  const { access_token, refresh_token } = data.session;
  return { ok: true, session: { access_token, refresh_token } };
}
