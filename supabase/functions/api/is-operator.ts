import { isFirstAccount } from "../_shared/db/queue.ts";
import type { Actor } from "../_shared/http/context.ts";
import type { ApiDeps } from "./deps.ts";

/**
 * Whether somebody runs this installation: signed in themselves (keys are a workspace's, never an operator's) and named in
 * ADMIN_EMAILS, or, where nobody is named, the first account.
 */
export async function isOperator(deps: Pick<ApiDeps, "db" | "operators">, actor: Actor): Promise<boolean> {
  if (actor.via !== "session" || actor.userId === null) return false;
  if (deps.operators.size > 0) return actor.email !== null && deps.operators.has(actor.email.toLowerCase());
  return isFirstAccount(deps.db, actor.userId);
}

/** ADMIN_EMAILS: addresses, separated by commas. */
export function readOperators(text: string | undefined): ReadonlySet<string> {
  const addresses = (text ?? "").split(",").map((address) => address.trim().toLowerCase());
  return new Set(addresses.filter((address) => address !== ""));
}
