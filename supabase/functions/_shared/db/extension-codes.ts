import type { Db } from "./port.ts";

/** Keeps the hash of a code that connects the extension; ends the user's earlier ones. */
export const createExtensionCode = (
  db: Db,
  code: { userId: string; hash: string; seconds: number },
): Promise<{ expires_at: string }> =>
  db.rpc("extension_code_create", { p_user: code.userId, p_hash: code.hash, p_seconds: code.seconds });

/** Uses a code up; null when it is unknown, used or too old. */
export const takeExtensionCode = (db: Db, hash: string): Promise<{ user_id: string; email: string } | null> =>
  db.rpc("extension_code_take", { p_hash: hash });
