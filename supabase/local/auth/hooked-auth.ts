import { AsyncLocalStorage } from "node:async_hooks";
import type { App } from "@supabase/lite";
import type { Accounts, CodeSnapshot } from "./accounts.ts";
import { authError } from "./auth-error.ts";
import { generateLink } from "./generate-link.ts";
import { beforeUserCreatedPayload, type MailIntent, sendEmailPayload } from "./hook-payloads.ts";
import type { CallHook, HookRefusal } from "./hooks.ts";
import { verifyWithLimits } from "./verify.ts";

type Mailer = NonNullable<App["_mailer"]>;
type Forward = (request: Request) => Promise<Response>;

/** What one request to the auth server has gathered on its way. */
interface Journey {
  isNew: boolean;
  metadata: Record<string, unknown>;
  codes: { userId: string; before: CodeSnapshot } | null;
  refusal: HookRefusal | null;
  /** For a link that is handed to the caller instead of being mailed. */
  link: { hash: string; code: string } | "wanted" | null;
}

export interface HookedAuth {
  /** Takes the place of the auth server's own mailer. */
  mailer: Mailer;
  handle(request: Request, peer: string): Promise<Response>;
}

const maxBodyBytes = 64 * 1024;
const createsUsers = new Set(["/auth/v1/otp", "/auth/v1/signup", "/auth/v1/magiclink"]);

/**
 * `@supabase/lite` has no auth hooks. This stands around it and calls them where hosted Supabase calls them: before a
 * user is created, and in place of sending a mail. What a hook refuses is undone and answered as GoTrue answers it.
 */
export function hookAuth(options: {
  accounts: Accounts;
  callHook: CallHook;
  siteUrl: string;
  /** Opens the admin API, of which there is one call here. */
  secretKey: string;
  forward: Forward;
}): HookedAuth {
  const { accounts, callHook, siteUrl, secretKey, forward } = options;
  const journeys = new AsyncLocalStorage<Journey>();

  const send = async (email: string, newEmail: string | null, mail: MailIntent) => {
    const journey = journeys.getStore();
    const account = await accounts.find(email);
    if (!journey || !account || journey.refusal) return;
    if (journey.link !== null) {
      journey.link = { hash: mail.token_hash, code: mail.token };
      return;
    }
    journey.refusal = await callHook(
      "send-email",
      sendEmailPayload(account, journey.metadata, newEmail, siteUrl, mail),
    );
  };
  const intent = (
    type: MailIntent["email_action_type"],
    token: string,
    hash: string,
    redirect?: string,
  ): MailIntent => ({
    email_action_type: type,
    token,
    token_hash: hash,
    redirect_to: redirect ?? siteUrl,
  });

  const mailer: Mailer = {
    sendConfirmation: (email, hash, code, meta) => send(email, null, intent("signup", code, hash, meta?.redirectTo)),
    sendRecovery: (email, hash, code, meta) => send(email, null, intent("recovery", code, hash, meta?.redirectTo)),
    sendMagicLink: (email, hash, code, meta) =>
      send(email, null, intent(journeys.getStore()?.isNew ? "signup" : "magiclink", code, hash, meta?.redirectTo)),
    sendEmailChange: (email, hash, code, meta) =>
      send(meta?.currentEmail ?? email, meta?.newEmail ?? email, {
        ...intent("email_change", code, hash, meta?.redirectTo),
        ...(meta?.tokenNew ? { token_new: meta.tokenNew } : {}),
        ...(meta?.tokenHashNew ? { token_hash_new: meta.tokenHashNew } : {}),
      }),
    sendReauthentication: (email, code, meta) =>
      send(email, null, intent("reauthentication", code, meta?.tokenHash ?? "", meta?.redirectTo)),
  };

  const withHooks = async (request: Request, path: string, peer: string): Promise<Response> => {
    const text = await readBody(request);
    if (text === null) return authError(413, "request_too_large", "The request is too large.");
    const body = objectIn(text);
    const email = typeof body.email === "string" ? body.email.trim().toLowerCase() : "";
    const metadata = metadataIn(body);
    const account = email === "" ? null : await accounts.find(email);
    const journey: Journey = { isNew: account === null, metadata, codes: null, refusal: null, link: null };

    if (createsUsers.has(path) && account === null && email !== "" && mayCreate(body)) {
      const refusal = await callHook(
        "before-user-created",
        beforeUserCreatedPayload(email, metadata, peer, new Date()),
      );
      if (refusal) return authError(refusal.status, refusal.code, refusal.message);
    }
    if (account) journey.codes = { userId: account.id, before: await accounts.snapshotCodes(account.id) };

    const answer = await journeys.run(journey, () => forward(withBody(request, text)));
    if (!journey.refusal) return answer;
    // GoTrue rolls the transaction back; here the codes are put back by hand.
    if (journey.codes) await accounts.restoreCodes(journey.codes.userId, journey.codes.before);
    return authError(journey.refusal.status, journey.refusal.code, journey.refusal.message);
  };

  /** A sign-in code of an existing user, made as for a mail and not mailed. */
  const makeLink = async (email: string): Promise<{ hash: string; code: string } | null> => {
    const journey: Journey = { isNew: false, metadata: {}, codes: null, refusal: null, link: "wanted" };
    const request = new Request(`${siteUrl}/auth/v1/otp`, {
      method: "POST",
      headers: { apikey: secretKey, "content-type": "application/json" },
      body: JSON.stringify({ email, create_user: false }),
    });
    const answer = await journeys.run(journey, () => forward(request));
    return answer.ok && typeof journey.link === "object" ? journey.link : null;
  };

  return {
    mailer,
    handle: async (request, peer) => {
      const path = new URL(request.url).pathname.replace(/\/+$/, "");
      if (path === "/auth/v1/admin/generate_link" && request.method === "POST") {
        const text = await readBody(request);
        if (text === null) return authError(413, "request_too_large", "The request is too large.");
        return generateLink({ request, body: objectIn(text), secretKey, siteUrl, accounts, makeLink });
      }
      if (path === "/auth/v1/verify" && request.method !== "OPTIONS") {
        return verifyWithLimits(request, peer, accounts, forward, readBody);
      }
      const sends = request.method === "POST" || request.method === "PUT" || path === "/auth/v1/reauthenticate";
      return sends && request.method !== "OPTIONS" ? withHooks(request, path, peer) : forward(request);
    },
  };
}

const mayCreate = (body: Record<string, unknown>): boolean => body.create_user !== false;

function metadataIn(body: Record<string, unknown>): Record<string, unknown> {
  const data = body.data;
  return typeof data === "object" && data !== null && !Array.isArray(data) ? { ...data } : {};
}

/** Null when it is larger than any honest request. */
async function readBody(request: Request): Promise<string | null> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBodyBytes) return null;
  const text = await request.text();
  return text.length > maxBodyBytes ? null : text;
}

function objectIn(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {};
  }
}

function withBody(request: Request, text: string): Request {
  return new Request(request.url, {
    method: request.method,
    headers: request.headers,
    ...(text === "" ? {} : { body: text }),
  });
}
