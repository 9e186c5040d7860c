import { randomUUID } from "node:crypto";
import type { Account } from "./accounts.ts";

/** What the auth server was about to send; the names are those of Supabase's send-email hook. */
export interface MailIntent {
  email_action_type: "signup" | "magiclink" | "recovery" | "email_change" | "reauthentication";
  token: string;
  token_hash: string;
  redirect_to: string;
  token_new?: string;
  token_hash_new?: string;
}

type Metadata = Record<string, unknown>;

/** Payload of `before-user-created`: the user is not in the database yet. */
export function beforeUserCreatedPayload(email: string, metadata: Metadata, peer: string, now: Date) {
  return {
    metadata: { uuid: randomUUID(), time: now.toISOString(), name: "before-user-created", ip_address: peer },
    user: userObject(
      {
        id: randomUUID(),
        email,
        raw_user_meta_data: metadata,
        raw_app_meta_data: { provider: "email", providers: ["email"] },
        created_at: "0001-01-01T00:00:00Z",
        updated_at: "0001-01-01T00:00:00Z",
      },
      {},
    ),
  };
}

/** Payload of `send-email`. */
export function sendEmailPayload(
  account: Account,
  extra: Metadata,
  newEmail: string | null,
  siteUrl: string,
  mail: MailIntent,
) {
  const user = userObject(account, extra);
  return {
    user: newEmail === null ? user : { ...user, new_email: newEmail },
    email_data: {
      token: mail.token,
      token_hash: mail.token_hash,
      redirect_to: mail.redirect_to,
      email_action_type: mail.email_action_type,
      site_url: siteUrl,
      token_new: mail.token_new ?? "",
      token_hash_new: mail.token_hash_new ?? "",
    },
  };
}

function userObject(account: Account, extra: Metadata) {
  return {
    id: account.id,
    aud: "authenticated",
    role: "authenticated",
    email: account.email,
    phone: "",
    app_metadata: account.raw_app_meta_data ?? {},
    user_metadata: { ...account.raw_user_meta_data, ...extra },
    identities: [],
    created_at: account.created_at,
    updated_at: account.updated_at,
    is_anonymous: false,
  };
}
