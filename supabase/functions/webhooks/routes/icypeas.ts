import type { Hono } from "hono";
import { readIcypeasCallback } from "#core/providers/icypeas/callback.ts";
import type { WebhookDeps } from "../deps.ts";
import { providerCallback } from "../provider-callback.ts";

/** A thousand rows, each about a kilobyte. */
const maxBytes = 5 * 1024 * 1024;

export function icypeas(deps: WebhookDeps): Hono {
  return providerCallback(deps, { provider: "icypeas", maxBytes, read: readIcypeasCallback });
}
