import type { Hono } from "hono";
import { readApolloCallback } from "#core/providers/apollo/callback.ts";
import type { WebhookDeps } from "../deps.ts";
import { providerCallback } from "../provider-callback.ts";

/** Ten people with their numbers. */
const maxBytes = 1 * 1024 * 1024;

export function apollo(deps: WebhookDeps): Hono {
  return providerCallback(deps, { provider: "apollo", maxBytes, read: readApolloCallback });
}
