import { AuthClient } from "@supabase/auth-js";
import { browser } from "wxt/browser";
import { problemSchema } from "#contracts/api/common.ts";
import { connectAnswerSchema } from "#contracts/api/extension.ts";
import { askGoogle } from "./ask-google.ts";
import { loadServerConfig } from "./server-config.ts";

export interface SignedIn {
  id: string;
  email: string;
  token: string;
}

/** Strings as they are: the client writes and reads its own form. */
const storage = {
  async getItem(name: string): Promise<string | null> {
    const value: unknown = (await browser.storage.local.get(name))[name];
    return typeof value === "string" ? value : null;
  },
  setItem: (name: string, value: string) => browser.storage.local.set({ [name]: value }),
  removeItem: (name: string) => browser.storage.local.remove(name),
};

type Client = InstanceType<typeof AuthClient>;
let client: Client | null = null;

/** The one client of the session; null while the server has never answered. Lives in the worker only. */
async function open(): Promise<Client | null> {
  if (client !== null) return client;
  const config = await loadServerConfig();
  if (config === null) return null;
  client ??= new AuthClient({
    url: `${config.supabase_url}/auth/v1`,
    headers: { apikey: config.publishable_key },
    storageKey: "captely.session",
    storage,
    persistSession: true,
    // A timer means nothing to a worker that is ended when idle: the token is renewed when it is asked for.
    autoRefreshToken: false,
    detectSessionInUrl: false,
    flowType: "implicit",
  });
  return client;
}

/** Who is signed in, with a token that is still good; null: nobody, or it could not be renewed. */
export async function currentSession(): Promise<SignedIn | null> {
  const auth = await open();
  const session = (await auth?.getSession())?.data.session ?? null;
  if (session === null) return null;
  return { id: session.user.id, email: session.user.email ?? "", token: session.access_token };
}

/** What the auth service refused, as its code and status; status 0: it did not answer. */
export class SignInError extends Error {
  readonly code: string | undefined;
  readonly status: number;

  constructor(code: string | undefined, status: number) {
    super(code ?? `status ${status}`);
    this.code = code;
    this.status = status;
  }
}

export async function sendCode(email: string): Promise<void> {
  const auth = await open();
  const failed =
    auth === null ? { status: 0 } : (await auth.signInWithOtp({ email, options: { shouldCreateUser: true } })).error;
  refuse(failed);
}

export async function verifyCode(email: string, code: string): Promise<void> {
  const auth = await open();
  refuse(auth === null ? { status: 0 } : (await auth.verifyOtp({ email, token: code, type: "email" })).error);
}

/** Uses a code of the dashboard up for a session of the extension's own; the dashboard's is not touched. */
export async function connect(code: string): Promise<void> {
  const [auth, config] = [await open(), await loadServerConfig()];
  if (auth === null || config === null) throw new SignInError(undefined, 0);
  let response: Response;
  try {
    response = await fetch(`${config.api_url}/extension/connect`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ code }),
      signal: AbortSignal.timeout(20_000),
    });
  } catch {
    throw new SignInError(undefined, 0);
  }
  const body: unknown = await response.json().catch(() => null);
  const answer = connectAnswerSchema.safeParse(body);
  const problem = problemSchema.safeParse(body);
  if (!answer.success) throw new SignInError(problem.success ? problem.data.code : undefined, response.status);
  refuse((await auth.verifyOtp({ token_hash: answer.data.token_hash, type: "email" })).error);
}

/** Signs in through the browser's window for Google. */
export async function signInWithGoogle(): Promise<void> {
  const [auth, config] = [await open(), await loadServerConfig()];
  if (auth === null || config === null) throw new SignInError("google_unreachable", 0);
  const outcome = await askGoogle(config);
  if (!outcome.ok) throw new SignInError(outcome.code, 400);
  refuse((await auth.setSession(outcome.session)).error);
}

export async function signOut(): Promise<void> {
  // Local: other devices stay signed in, and it works offline.
  await (await open())?.signOut({ scope: "local" });
}

function refuse(failed: { code?: string | undefined; status?: number | undefined } | null): void {
  if (failed !== null) throw new SignInError(failed.code, failed.status ?? 0);
}
