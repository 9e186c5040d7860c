import { Hono } from "hono";
import { z } from "zod";
import { errorCodes } from "#contracts/errors.ts";
import { professionalAddress } from "#core/verification/professional-address.ts";
import { verifyHook } from "../../_shared/http/verify-hook.ts";
import type { WebhookDeps } from "../deps.ts";
import { agree, refuse, reject } from "../hook-answer.ts";

/** https://supabase.com/docs/guides/auth/auth-hooks/before-user-created-hook: only what is decided on. */
const payloadSchema = z.object({ user: z.object({ email: z.string().max(320).nullish() }) });

/** Lets only professional addresses sign up. */
export function beforeUserCreated(deps: WebhookDeps): Hono {
  return new Hono().post("/before-user-created", async (c) => {
    const payload = verifyHook(await c.req.text(), c.req.raw.headers, deps.beforeUserCreatedSecret());
    if (payload === null) return reject(401, "The signature does not fit.");
    const parsed = payloadSchema.safeParse(payload);
    if (!parsed.success) return reject(400, "This is not the payload of before-user-created.");

    const verdict = professionalAddress(parsed.data.user.email ?? "");
    if (verdict.ok) return agree();
    deps.log.info("sign_up_refused", { reason: verdict.reason });
    if (verdict.reason === "syntax")
      return refuse(422, "validation_failed", "This is not an e-mail address we can read. Check it.");
    const { status, title } = errorCodes.email_not_professional;
    return refuse(status, "email_not_professional", title);
  });
}
