import { ipv4Bytes, ipv6Groups } from "./public-address.ts";

/** The labels of an address from its end, as reverse DNS and blocklists are asked: `4.3.2.1`. Null: no address. */
export function reversedAddress(address: string): string | null {
  const v4 = ipv4Bytes(address);
  if (v4 !== null) return v4.toReversed().join(".");
  const v6 = ipv6Groups(address);
  if (v6 === null) return null;
  const digits = v6.map((group) => group.toString(16).padStart(4, "0")).join("");
  return [...digits].toReversed().join(".");
}

/** The name under which an address says who it is. Null: no address. */
export function reverseName(address: string): string | null {
  const reversed = reversedAddress(address);
  if (reversed === null) return null;
  return `${reversed}.${address.includes(":") ? "ip6.arpa" : "in-addr.arpa"}`;
}
