import { Webhook } from "standardwebhooks";

/**
 * The payload of a signed call, or null when no secret fits or the signature is older (or newer) than five minutes.
 * `secrets` holds one or more of Supabase's form `v1,whsec_<base64>`, separated by `|`, so that a secret can be changed
 * without a moment in which calls fail.
 */
export function verifyHook(body: string, headers: Headers, secrets: string): unknown {
  const signed = {
    "webhook-id": headers.get("webhook-id") ?? "",
    "webhook-timestamp": headers.get("webhook-timestamp") ?? "",
    // Supabase separates several signatures by comma and space, the standard by a space.
    "webhook-signature": (headers.get("webhook-signature") ?? "").replaceAll(", ", " "),
  };
  for (const secret of secrets.split("|")) {
    try {
      return new Webhook(secret.trim().replace(/^v1,/, "")).verify(body, signed);
    } catch {
      // The next secret may fit.
    }
  }
  return null;
}
