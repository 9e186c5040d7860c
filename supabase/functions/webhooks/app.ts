import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { WebhookDeps } from "./deps.ts";
import { apollo } from "./routes/apollo.ts";
import { beforeUserCreated } from "./routes/before-user-created.ts";
import { dropcontact } from "./routes/dropcontact.ts";
import { icypeas } from "./routes/icypeas.ts";
import { sendEmail } from "./routes/send-email.ts";

/** Supabase's hook payloads stay far below this. */
const maxHookBytes = 200 * 1024;

/** What the auth server and outside services call; every route checks a signature or a token. */
export function createWebhooksApp(deps: WebhookDeps): Hono {
  const app = new Hono().basePath("/webhooks");
  // With limits of their own: results of whole batches.
  for (const route of [apollo, icypeas, dropcontact]) app.route("/", route(deps));
  app.use(bodyLimit({ maxSize: maxHookBytes, onError: (c) => c.json({ detail: "The body is too large." }, 413) }));
  app.route("/", beforeUserCreated(deps));
  app.route("/", sendEmail(deps));
  app.onError((error, c) => {
    // Without what follows the name: the address of a batch is a secret.
    deps.log.error("hook_failed", error, { path: c.req.path.split("/").slice(0, 3).join("/") });
    return c.json({ detail: "Something broke on our side." }, 500);
  });
  return app;
}
