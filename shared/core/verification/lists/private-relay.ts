import { privateRelayDomains } from "./corrections.ts";
import { listKey } from "./word-set.ts";

/** Whether addresses at this domain (or below it) forward to a mailbox elsewhere that the sender cannot see. */
export function isPrivateRelay(domain: string): boolean {
  const key = listKey(domain);
  if (privateRelayDomains.has(key)) return true;
  // Services such as SimpleLogin give each user a subdomain.
  const dot = key.indexOf(".");
  return dot > 0 && privateRelayDomains.has(key.slice(dot + 1));
}
