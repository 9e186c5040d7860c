import { z } from "zod";
import { idSchema, nameSchema, timeSchema } from "./common.ts";

export const apiKeySchema = z.object({
  id: idSchema,
  name: z.string(),
  /** The first characters of the key, to tell keys apart. */
  prefix: z.string(),
  created_at: timeSchema,
  last_used_at: timeSchema.nullable(),
  revoked_at: timeSchema.nullable(),
});
export type ApiKey = z.infer<typeof apiKeySchema>;

export const keyListSchema = z.object({ keys: z.array(apiKeySchema) });
export type KeyList = z.infer<typeof keyListSchema>;

export const keyCreateSchema = z.object({ name: nameSchema(100) });
export type KeyCreate = z.infer<typeof keyCreateSchema>;

/** `secret` is shown this once; only its hash is kept. */
export const keyCreatedSchema = z.object({ key: apiKeySchema, secret: z.string() });
export type KeyCreated = z.infer<typeof keyCreatedSchema>;
