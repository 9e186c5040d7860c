import type { HttpAnswer, ProviderContext, RequestFailure } from "./client.ts";
import { apiKey, setting } from "./setting.ts";

const paths = {
  "email-search": "/email-search",
  "email-verification": "/email-verification",
  "bulk-search": "/bulk-search",
  read: "/bulk-single-searchs/read",
  files: "/search-files/read",
  account: "/a/actions/subscription-information",
} as const;

/** Every route is a POST. With ICYPEAS_API_SECRET set, the call is signed in the vendor's older, stronger way. */
export async function callIcypeas(
  context: ProviderContext,
  route: keyof typeof paths,
  body: Record<string, unknown>,
): Promise<HttpAnswer | RequestFailure> {
  const path = paths[route];
  return context.request({ route, method: "POST", path, headers: await auth(context, path), body });
}

async function auth(context: ProviderContext, path: string): Promise<Record<string, string>> {
  const key = apiKey(context);
  const secret = setting(context, "API_SECRET");
  // The key alone, without "Bearer".
  if (secret === undefined) return { Authorization: key };
  const timestamp = new Date(context.now()).toISOString();
  const base = new URL(setting(context, "BASE_URL") ?? context.entry.defaultBaseUrl);
  const signed = `POST${base.pathname.replace(/\/+$/, "")}${path}${timestamp}`.toLowerCase();
  return { Authorization: `${key}:${await hmacSha1(secret, signed)}`, "X-ROCK-TIMESTAMP": timestamp };
}

async function hmacSha1(secret: string, text: string): Promise<string> {
  const encoder = new TextEncoder();
  const algorithm = { name: "HMAC", hash: "SHA-1" };
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), algorithm, false, ["sign"]);
  const bytes = new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(text)));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
