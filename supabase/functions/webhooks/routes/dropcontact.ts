import type { Hono } from "hono";
import { readDropcontactCallback } from "#core/providers/dropcontact/callback.ts";
import type { WebhookDeps } from "../deps.ts";
import { providerCallback } from "../provider-callback.ts";

/** 250 records, of at most 15 kB each. */
const maxBytes = 5 * 1024 * 1024;

export function dropcontact(deps: WebhookDeps): Hono {
  return providerCallback(deps, { provider: "dropcontact", maxBytes, read: readDropcontactCallback });
}
