import { readEnv, SettingError } from "../env.ts";

/** Encrypts what users entrust to us, so that the database alone tells nobody. */
export interface Sealer {
  /** `place` (workspace and use) is bound to the text: moved to another row it no longer opens. */
  seal(secret: string, place: string): Promise<string>;
  /** Null when the key is another one by now, or the text was tampered with or moved. */
  open(sealed: string, place: string): Promise<string | null>;
}

/** AES-256-GCM; the text is `v1.<nonce>.<ciphertext>`, both base64. `key`: 32 bytes, base64. */
export function createSealer(key: string, randomBytes: (count: number) => Uint8Array): Sealer {
  const bytes = fromBase64(key);
  if (bytes?.length !== 32) throw new SettingError("SECRETS_KEY", "takes 32 random bytes in base64.");
  const imported = crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
  return {
    async seal(secret, place) {
      const iv = new Uint8Array(randomBytes(12));
      const sealed = await crypto.subtle.encrypt(algorithm(iv, place), await imported, encode(secret));
      return `v1.${toBase64(iv)}.${toBase64(new Uint8Array(sealed))}`;
    },
    async open(sealed, place) {
      const [version, nonce = "", text = ""] = sealed.split(".");
      const iv = fromBase64(nonce);
      const data = fromBase64(text);
      if (version !== "v1" || iv?.length !== 12 || data === null) return null;
      try {
        return new TextDecoder().decode(await crypto.subtle.decrypt(algorithm(iv, place), await imported, data));
      } catch {
        return null;
      }
    },
  };
}

/** Null where the operator has set no key: then nothing can be stored. */
export function sealerFromSettings(): Sealer | null {
  const key = readEnv("SECRETS_KEY");
  return key === undefined ? null : createSealer(key, (count) => crypto.getRandomValues(new Uint8Array(count)));
}

const encode = (text: string) => new TextEncoder().encode(text);
const algorithm = (iv: NonNullable<ReturnType<typeof fromBase64>>, place: string) => ({
  name: "AES-GCM",
  iv,
  additionalData: encode(place),
});

const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

/** The type is left to the compiler: the hosted one does not know arrays by their buffer yet. */
function fromBase64(text: string) {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}
