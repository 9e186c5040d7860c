import { createHash, timingSafeEqual } from "node:crypto";
import type { Accounts } from "./accounts.ts";
import { authError } from "./auth-error.ts";

interface Input {
  request: Request;
  body: Record<string, unknown>;
  secretKey: string;
  siteUrl: string;
  accounts: Accounts;
  /** Makes a sign-in code without mailing it; null when the auth server refuses. */
  makeLink(email: string): Promise<{ hash: string; code: string } | null>;
}

/**
 * GoTrue's `POST /admin/generate_link` for `type: "magiclink"`, which `@supabase/lite` does not have: a one-time token
 * for an existing user, for whoever has the secret key.
 */
export async function generateLink({
  request,
  body,
  secretKey,
  siteUrl,
  accounts,
  makeLink,
}: Input): Promise<Response> {
  const bearer = /^bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  if (bearer === undefined) return authError(401, "no_authorization", "This endpoint requires a Bearer token");
  if (!same(bearer, secretKey)) return authError(403, "not_admin", "User not allowed");
  const email = typeof body.email === "string" ? body.email.trim().toLowerCase() : "";
  if (body.type !== "magiclink" || email === "")
    return authError(400, "validation_failed", "Invalid email action type");
  const account = await accounts.find(email);
  const link = account === null ? null : await makeLink(email);
  if (account === null || link === null) return authError(404, "user_not_found", "User not found");
  const action = `${siteUrl}/auth/v1/verify?token=${link.hash}&type=magiclink&redirect_to=${encodeURIComponent(siteUrl)}`;
  return Response.json({
    id: account.id,
    email: account.email,
    action_link: action,
    email_otp: link.code,
    hashed_token: link.hash,
    redirect_to: siteUrl,
    verification_type: "magiclink",
  });
}

const digest = (text: string) => createHash("sha256").update(text).digest();
const same = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));
