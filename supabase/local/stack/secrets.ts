import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { readEnv } from "#functions/_shared/env.ts";
import { StartError } from "./start-error.ts";

const secretsSchema = z.object({
  jwt_secret: z.string().min(32),
  publishable_key: z.string().startsWith("sb_publishable_"),
  secret_key: z.string().startsWith("sb_secret_"),
  /** Standard Webhooks form, as hosted Supabase shows it: `v1,whsec_<base64>`. */
  hook_secret: z.string().startsWith("v1,whsec_"),
  worker_secret: z.string().min(32),
  mailbox_secret: z.string().min(32),
  /** 32 bytes, base64: encrypts the keys that users store. */
  secrets_key: z.string().min(44),
});

export type StackSecrets = z.infer<typeof secretsSchema>;

/** Made on the first start, readable by the owner alone, and the same ever after: sessions and stored keys depend on them. */
export function openSecrets(home: string): StackSecrets {
  const file = join(home, "secrets.json");
  const secrets = existsSync(file) ? readSecrets(file) : makeSecrets(file);
  return { ...secrets, secrets_key: readEnv("SECRETS_KEY") ?? secrets.secrets_key };
}

function readSecrets(file: string): StackSecrets {
  try {
    return secretsSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    throw new StartError(`${file} is damaged. Restore it from a copy, or move its folder away to start afresh.`);
  }
}

function makeSecrets(file: string): StackSecrets {
  const token = () => randomBytes(32).toString("base64url");
  const secrets: StackSecrets = {
    jwt_secret: token(),
    publishable_key: `sb_publishable_${token()}`,
    secret_key: `sb_secret_${token()}`,
    hook_secret: `v1,whsec_${randomBytes(32).toString("base64")}`,
    worker_secret: token(),
    mailbox_secret: token(),
    secrets_key: randomBytes(32).toString("base64"),
  };
  // Written beside and renamed, so that a kill leaves either no file or a whole one.
  writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return secrets;
}
