import { readEnv, requireEnv } from "../env.ts";

/** Who the product's mails come from. */
export function mailFrom(): { address: string; name: string } {
  return {
    address: requireEnv("FROM_EMAIL", "the address that mails come from"),
    name: readEnv("FROM_NAME") ?? "Captely",
  };
}
