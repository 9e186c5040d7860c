const reservedTlds = new Set(["test", "example", "invalid", "localhost", "local", "onion", "alt", "internal", "arpa"]);

/**
 * Names set aside by RFC 6761 and its successors: public DNS has no answer for them, a private resolver may. Asking a
 * public one would tell "does not exist" of addresses that test and sandbox set-ups use on purpose.
 */
export function isReservedDomain(domain: string): boolean {
  const dot = domain.lastIndexOf(".");
  return reservedTlds.has(dot < 0 ? domain : domain.slice(dot + 1));
}
