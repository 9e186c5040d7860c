const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/** 29 bytes: 00 2C 00 00 (Sales Navigator) or 00 2A 00 00 (classic), the member id as uint32 big endian, 21 more. */
const token = /^AC[wo]A[A-Za-z0-9_-]{35}$/;

/**
 * The LinkedIn member id inside a profile token (`ACw…` of Sales Navigator, `ACo…` of classic pages), as digits. The id
 * is what stays the same when addresses and search contexts change. Null when it is no such token.
 */
export function decodeMemberId(text: string): string | null {
  if (!token.test(text)) return null;
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const letter of text.slice(0, 12)) {
    held = (held << 6) | alphabet.indexOf(letter);
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 0xff);
      held &= (1 << bits) - 1;
    }
  }
  const [zero, kind, second, third, a = 0, b = 0, c = 0, d = 0] = bytes;
  if (zero !== 0 || (kind !== 0x2c && kind !== 0x2a) || second !== 0 || third !== 0) return null;
  const id = a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d;
  return id === 0 ? null : String(id);
}
