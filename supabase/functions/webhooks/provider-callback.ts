import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { CallbackRead } from "#core/providers/callback.ts";
import { storeCallback } from "../_shared/db/callbacks.ts";
import { sha256 } from "../_shared/http/sha256.ts";
import type { WebhookDeps } from "./deps.ts";

export interface CallbackRoute {
  /** As in the catalogue. */
  provider: string;
  /** The most that a call of this provider can have. */
  maxBytes: number;
  read(body: string): CallbackRead<unknown>;
}

/** The batch's id and its token of 256 bits; anything else is nobody's address. */
const path = "/:batch{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}}/:token{[\\w-]{43}}";

const notFound = () => Response.json({ detail: "Nothing is expected here." }, { status: 404 });

/**
 * Takes what a provider tells of a batch by itself. Providers do not sign, so the address is the secret. Stored before it is
 * acknowledged; a worker settles it. Whoever calls twice or late is thanked, or it would call for ever.
 */
export function providerCallback(deps: WebhookDeps, { provider, maxBytes, read }: CallbackRoute): Hono {
  const app = new Hono();
  const tooLarge = bodyLimit({
    maxSize: maxBytes,
    onError: (c) => c.json({ detail: "The body is too large." }, 413),
  });
  app.post(`/${provider}${path}`, tooLarge, async (c) => {
    const { batch, token } = c.req.param();
    const call = read(await c.req.text());
    if (!call.ok) {
      deps.log.warn("callback_unreadable", { provider });
      return c.json({ detail: "This is no result that can be read." }, 400);
    }
    const fate = await storeCallback(deps.db, {
      provider,
      batchId: batch,
      tokenHash: await sha256(token),
      payload: call.payload,
    });
    if (fate === "unknown") {
      deps.log.warn("callback_refused", { provider });
      return notFound();
    }
    deps.log.info("callback_taken", { provider, fate });
    if (fate === "stored") deps.wakeWorker();
    return c.json({ ok: true });
  });
  app.all(`/${provider}/*`, notFound);
  return app;
}
