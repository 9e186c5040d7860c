import { z } from "zod";
import { countSchema, idSchema, milliSchema } from "./common.ts";

export const roles = ["viewer", "member", "admin", "owner"] as const;
export type Role = (typeof roles)[number];

export const healthSchema = z.object({
  status: z.enum(["ok", "failing"]),
  version: z.string(),
  /** "ok", else what is wrong in one sentence. */
  checks: z.object({ database: z.string(), functions: z.string(), worker: z.string() }),
});
export type Health = z.infer<typeof healthSchema>;

export const metaSchema = z.object({
  version: z.string(),
  /** True: no provider key is set, answers come from the bundled simulators. */
  sandbox: z.boolean(),
  providers: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      channels: z.array(z.enum(["email", "phone"])),
      configured: z.boolean(),
      /** Upper bound in US dollars for one found address; null for providers without the e-mail channel. */
      usd_per_email: z.number().nullable(),
    }),
  ),
  /** The order used when a job names none: configured providers only. */
  order: z.array(z.string()),
  prices: z.object({ email_milli: milliSchema, phone_milli: milliSchema }),
  limits: z.object({ file_bytes: countSchema, leads_per_request: countSchema, rows_per_job: countSchema }),
});
export type Meta = z.infer<typeof metaSchema>;

const workspaceSchema = z.object({
  id: idSchema,
  name: z.string(),
  kind: z.enum(["personal", "team"]),
  role: z.enum(roles),
});

export const meSchema = z.object({
  user: z.object({ id: idSchema, email: z.string().nullable() }).nullable(),
  workspace: workspaceSchema,
  workspaces: z.array(workspaceSchema),
  credits: z.object({ available_milli: milliSchema, held_milli: milliSchema }),
});
export type Me = z.infer<typeof meSchema>;
