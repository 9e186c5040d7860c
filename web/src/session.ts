import { AuthClient, type Session } from "@supabase/supabase-js";
import type { Config } from "./config.ts";

export interface UserSession {
  userId: string;
  email: string;
}

type Listener = () => void;

/** Who is signed in. The only place that talks to the auth service. */
export interface SessionStore {
  /** Null: signed out. Settled before the first screen is drawn. */
  current(): UserSession | null;
  subscribe(listener: Listener): () => void;
  /** A token that is still good, or null when nobody is signed in. */
  accessToken(): Promise<string | null>;
  sendCode(email: string): Promise<void>;
  verifyCode(email: string, code: string): Promise<void>;
  /** The server no longer takes the session: forgets it, and remembers why. */
  expire(): Promise<void>;
  /** Whether the last session ended by itself and not by the user. */
  hasExpired(): boolean;
  /** Forgets the session on this device. */
  signOut(): Promise<void>;
}

const toUser = (session: Session | null): UserSession | null =>
  session === null ? null : { userId: session.user.id, email: session.user.email ?? "" };

export async function openSession(config: Config): Promise<SessionStore> {
  const auth = new AuthClient({
    url: `${config.supabase_url}/auth/v1`,
    headers: { apikey: config.publishable_key },
    storageKey: "captely.session",
    autoRefreshToken: true,
    persistSession: true,
    detectSessionInUrl: false,
    flowType: "implicit",
  });
  let expired = false;
  const listeners = new Set<Listener>();
  let user = toUser((await auth.getSession()).data.session);

  auth.onAuthStateChange((_event, session) => {
    const next = toUser(session);
    if (next?.userId === user?.userId && next?.email === user?.email) return;
    user = next;
    for (const listener of listeners) listener();
  });

  return {
    current: () => user,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async accessToken() {
      const { data } = await auth.getSession();
      return data.session?.access_token ?? null;
    },
    async sendCode(email) {
      const { error } = await auth.signInWithOtp({ email, options: { shouldCreateUser: true } });
      if (error) throw error;
    },
    async verifyCode(email, code) {
      const { error } = await auth.verifyOtp({ email, token: code, type: "email" });
      if (error) throw error;
      expired = false;
    },
    async expire() {
      expired = true;
      await auth.signOut({ scope: "local" });
    },
    hasExpired: () => expired,
    async signOut() {
      const { error } = await auth.signOut({ scope: "local" });
      if (error) throw error;
    },
  };
}
