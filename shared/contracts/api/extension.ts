import { z } from "zod";
import { timeSchema } from "./common.ts";

/** How long a code that connects the extension is good, in seconds. */
export const connectCodeSeconds = 300;

/** Shown once; only its hash is kept. */
export const connectCodeSchema = z.object({ code: z.string(), expires_at: timeSchema });
export type ConnectCode = z.infer<typeof connectCodeSchema>;

export const connectBodySchema = z.object({ code: z.string().min(1).max(40) });

/** What the auth service takes for a session of the extension's own, once. */
export const connectAnswerSchema = z.object({ email: z.string(), token_hash: z.string().min(1).max(500) });
export type ConnectAnswer = z.infer<typeof connectAnswerSchema>;
