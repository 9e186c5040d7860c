import { App } from "@supabase/lite";
import type { StackSecrets } from "../stack/secrets.ts";
import { liteConnection } from "./lite-connection.ts";
import type { SqlPool } from "./sql-pool.ts";

export interface SupabaseOptions {
  pool: SqlPool;
  secrets: StackSecrets;
  /** Origin of the gateway. */
  siteUrl: string;
  codeSeconds: number;
}

export interface Supabase {
  /** Set by whoever takes over the mails; until then every mail is an error. */
  setMailer(mailer: NonNullable<App["_mailer"]>): void;
  /** Answers `/rest/v1/*` and `/auth/v1/*`. */
  fetch(request: Request, peer: string | null): Promise<Response>;
}

/** REST and auth over a migrated database. Admin mode, which opens the database to every local caller, stays off. */
export function createSupabase({ pool, secrets, siteUrl, codeSeconds }: SupabaseOptions): Supabase {
  const app = new App({
    connection: liteConnection(pool),
    auth: {
      enabled: true,
      jwt_secret: secrets.jwt_secret,
      publishable_key: secrets.publishable_key,
      secret_key: secrets.secret_key,
      site_url: siteUrl,
      email: { enable_confirmations: true, otp_length: 6, otp_expiry: codeSeconds },
    },
    options: {
      server: { admin: false, disableStudio: true, disableFallback: true },
      drivers: { email: { send: () => Promise.reject(new Error("Mails are sent by the send-email hook.")) } },
    },
  });
  return {
    setMailer: (mailer) => {
      app._mailer = mailer;
    },
    fetch: async (request, peer) => {
      // The app has more to show (its schema, its settings) than a stranger with the publishable key should see.
      if (!/^\/(rest|auth)\/v1(\/|$)/.test(new URL(request.url).pathname)) return new Response(null, { status: 404 });
      return app.fetch(request, { peerAddress: peer });
    },
  };
}
