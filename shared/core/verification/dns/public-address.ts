/** The four bytes of a dotted quad, or null. */
export function ipv4Bytes(address: string): number[] | null {
  const parts = address.split(".");
  if (parts.length !== 4) return null;
  const bytes = parts.map((part) => (/^\d{1,3}$/.test(part) ? Number(part) : 256));
  return bytes.every((byte) => byte <= 255) ? bytes : null;
}

function isPublicIpv4([a = 0, b = 0, c = 0]: readonly number[]): boolean {
  if (a === 0 || a === 10 || a === 127 || a >= 224) return false;
  if (a === 100 && b >= 64 && b <= 127) return false;
  if (a === 169 && b === 254) return false;
  if (a === 172 && b >= 16 && b <= 31) return false;
  if (a === 192 && b === 168) return false;
  if (a === 192 && b === 0 && c === 0) return false;
  return !(a === 198 && (b === 18 || b === 19));
}

/** The eight 16-bit groups of an IPv6 address, or null. */
export function ipv6Groups(address: string): number[] | null {
  const bare = address.toLowerCase().split("%")[0] ?? "";
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(bare);
  let text = bare;
  if (tail !== null) {
    const bytes = ipv4Bytes(tail[2] ?? "");
    if (bytes === null) return null;
    const [a = 0, b = 0, c = 0, d = 0] = bytes;
    text = `${tail[1]}${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
  }
  const halves = text.split("::");
  if (halves.length > 2) return null;
  const groups = halves.map((half) => (half === "" ? [] : half.split(":")));
  const [left = [], right = []] = groups;
  const missing = 8 - left.length - right.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null;
  const all = [...left, ...(halves.length === 2 ? Array<string>(missing).fill("0") : []), ...right];
  return all.every((group) => /^[0-9a-f]{1,4}$/.test(group)) ? all.map((group) => Number.parseInt(group, 16)) : null;
}

/**
 * Whether a probe may connect there: a mail host that points into a private network, at this machine or at link-local
 * metadata services is an attack or a mistake. Documentation ranges count as public: they lead nowhere and do no harm.
 */
export function isPublicAddress(address: string): boolean {
  const v4 = ipv4Bytes(address);
  if (v4 !== null) return isPublicIpv4(v4);
  const v6 = ipv6Groups(address);
  if (v6 === null) return false;
  const [first = 0, second = 0] = v6;
  const embedded = [(v6[6] ?? 0) >> 8, (v6[6] ?? 0) & 255, (v6[7] ?? 0) >> 8, (v6[7] ?? 0) & 255];
  // ::, ::1, IPv4-compatible and IPv4-mapped; 64:ff9b::/96 carries an IPv4 address too.
  if (v6.slice(0, 5).every((group) => group === 0) && (v6[5] === 0 || v6[5] === 0xffff)) {
    return v6[5] === 0xffff && isPublicIpv4(embedded);
  }
  if (first === 0x64 && second === 0xff9b) {
    // 64:ff9b:1::/48 is for use inside a network only.
    return v6.slice(2, 6).every((group) => group === 0) && isPublicIpv4(embedded);
  }
  if (first === 0x2002) return isPublicIpv4([second >> 8, second & 255, (v6[2] ?? 0) >> 8, (v6[2] ?? 0) & 255]);
  // 2000::/3 is what is routed; Teredo (2001::/32) hides an IPv4 address and serves no mail.
  return first >= 0x2000 && first <= 0x3fff && !(first === 0x2001 && second === 0);
}
