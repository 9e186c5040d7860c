/** No I, L, O, U: nothing that reads like something else. 32 signs are 5 bits each. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const length = 10;

/** Random bytes that a code is made of; 50 bits of them count. */
export const connectCodeBytes = length;

/** A code to be read and typed, as "7KQ2M-X0FTR". */
export function formConnectCode(bytes: Uint8Array): string {
  const signs = Array.from(bytes.subarray(0, length), (byte) => alphabet.charAt(byte & 31)).join("");
  return `${signs.slice(0, 5)}-${signs.slice(5)}`;
}

/** What was typed or pasted in its one form; null when it is no code. Letters that look like digits are taken for them. */
export function readConnectCode(text: string): string | null {
  const signs = text
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}]/gu, "")
    .replaceAll("O", "0")
    .replaceAll(/[IL]/g, "1");
  return signs.length === length && [...signs].every((sign) => alphabet.includes(sign))
    ? `${signs.slice(0, 5)}-${signs.slice(5)}`
    : null;
}
