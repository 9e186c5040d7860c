import { readFileSync } from "node:fs";
import type { ProviderReply } from "#core/providers/provider-reply.ts";

/** A recorded body, written from the vendor's documentation with invented values, as the answer of a call. */
export function recorded(name: string, status = 200, retryAfterMs?: number): ProviderReply {
  return reply(
    readFileSync(new URL(`../../fixtures/providers/${name}.json`, import.meta.url), "utf8"),
    status,
    retryAfterMs,
  );
}

export function reply(body: string, status = 200, retryAfterMs?: number): ProviderReply {
  return { status, body, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

export const htmlPage = "<!doctype html><html><head><title>One moment</title></head><body>Checking</body></html>";
