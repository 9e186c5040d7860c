import { Hono } from "hono";
import { z } from "zod";
import { errorCodes } from "#contracts/errors.ts";
import { type CodePurpose, codeMail } from "#core/notifications/email/code-mail.ts";
import { mailLocale } from "#core/notifications/message.ts";
import { professionalAddress } from "#core/verification/professional-address.ts";
import { MailError } from "../../_shared/email/mail-error.ts";
import { sha256 } from "../../_shared/http/sha256.ts";
import { verifyHook } from "../../_shared/http/verify-hook.ts";
import type { WebhookDeps } from "../deps.ts";
import { agree, refuse, reject } from "../hook-answer.ts";

/** https://supabase.com/docs/guides/auth/auth-hooks/send-email-hook: only what is used. */
const payloadSchema = z.object({
  user: z.object({
    email: z.string().min(3).max(320),
    new_email: z.string().max(320).nullish(),
    user_metadata: z.record(z.string(), z.unknown()).nullish(),
  }),
  email_data: z.object({
    token: z.string().max(64),
    token_new: z.string().max(64).nullish(),
    email_action_type: z.string().max(40),
  }),
});

type Payload = z.infer<typeof payloadSchema>;

const purposes: Record<string, CodePurpose> = {
  signup: "signup",
  invite: "signup",
  magiclink: "signin",
  recovery: "recovery",
  email_change: "email_change",
  reauthentication: "reauthentication",
};

const mailsPerHour = 3;

/** Sends the codes of the auth server: in the product's words, and no more than three an hour to one address. */
export function sendEmail(deps: WebhookDeps): Hono {
  return new Hono().post("/send-email", async (c) => {
    const payload = verifyHook(await c.req.text(), c.req.raw.headers, deps.sendEmailSecret());
    if (payload === null) return reject(401, "The signature does not fit.");
    const parsed = payloadSchema.safeParse(payload);
    if (!parsed.success) return reject(400, "This is not the payload of send-email.");

    const { user, email_data: data } = parsed.data;
    const purpose = purposes[data.email_action_type];
    // Supabase also announces changes ("password_changed_notification"); those carry no code and are not ours to send.
    if (purpose === undefined) return agree();
    if (purpose === "email_change" && !professionalAddress(user.new_email ?? "").ok) {
      const { status, title } = errorCodes.email_not_professional;
      return refuse(status, "email_not_professional", title);
    }
    for (const { to, code } of lettersOf(parsed.data)) {
      const wait = await minutesToWait(deps, to);
      if (wait !== null) {
        return refuse(
          429,
          "over_email_send_rate_limit",
          `You asked for ${mailsPerHour} codes within an hour. Use the last one, or wait ${wait} min for a new one.`,
        );
      }
      const locale = mailLocale(user.user_metadata?.locale);
      try {
        await deps.sendMail(codeMail({ to, code, purpose, locale, validMinutes: deps.codeMinutes() }));
      } catch (error) {
        if (!(error instanceof MailError)) throw error;
        deps.log.error("mail_failed", error, { purpose });
        return refuse(503, "email_not_sent", "The mail could not be sent. Try again in a minute.");
      }
      deps.log.info("mail_sent", { purpose, locale });
    }
    return agree();
  });
}

/** A change of address is confirmed from both sides where the server asks for it; `token` is then the old address's. */
function lettersOf({ user, email_data: data }: Payload): { to: string; code: string }[] {
  if (data.email_action_type !== "email_change") return [{ to: user.email, code: data.token }];
  if (!data.token_new) return [{ to: user.new_email ?? user.email, code: data.token }];
  return [
    { to: user.email, code: data.token },
    { to: user.new_email ?? user.email, code: data.token_new },
  ];
}

/** Counted in the database, so that it holds for every instance. Null: this mail may go out. */
async function minutesToWait(deps: WebhookDeps, address: string): Promise<number | null> {
  const taken = await deps.db.rpc<{ granted: number; wait_ms: number }>("rate_take", {
    p_bucket: `mail:${await sha256(address.trim().toLowerCase())}`,
    p_count: 1,
    p_windows: [{ capacity: mailsPerHour, per_ms: 3_600_000 }],
  });
  return taken.granted >= 1 ? null : Math.max(1, Math.ceil(taken.wait_ms / 60_000));
}
