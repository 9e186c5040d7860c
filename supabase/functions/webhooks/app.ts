import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { WebhookDeps } from "./deps.ts";
import { beforeUserCreated } from "./routes/before-user-created.ts";
import { sendEmail } from "./routes/send-email.ts";

/** Supabase's hook payloads stay far below this. */
const maxBodyBytes = 200 * 1024;

/** What the auth server and outside services call; every route checks a signature. */
export function createWebhooksApp(deps: WebhookDeps): Hono {
  const app = new Hono().basePath("/webhooks");
  app.use(bodyLimit({ maxSize: maxBodyBytes, onError: (c) => c.json({ detail: "The body is too large." }, 413) }));
  app.route("/", beforeUserCreated(deps));
  app.route("/", sendEmail(deps));
  app.onError((error, c) => {
    deps.log.error("hook_failed", error, { path: c.req.path });
    return c.json({ detail: "Something broke on our side." }, 500);
  });
  return app;
}
