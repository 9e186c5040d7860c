import { isDisposableDomain, isFreeMailDomain } from "./lists.ts";

export type AddressVerdict =
  | { ok: true; address: string }
  | { ok: false; reason: "syntax" | "free_mail" | "disposable" };

const shape = /^[^\s@"<>(),:;]{1,64}@((?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63})$/u;

/**
 * Whether an address may sign up: one of a company, neither of a free-mail nor of a throw-away service. Answers the
 * address in the form in which it is stored, trimmed and in lower case.
 */
export function professionalAddress(text: string): AddressVerdict {
  const address = text.trim().toLowerCase();
  const domain = shape.exec(address)?.[1];
  if (domain === undefined || address.length > 254 || address.includes("..")) return { ok: false, reason: "syntax" };
  if (isDisposableDomain(domain)) return { ok: false, reason: "disposable" };
  if (isFreeMailDomain(domain)) return { ok: false, reason: "free_mail" };
  return { ok: true, address };
}
