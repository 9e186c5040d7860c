import { z } from "zod";
import {
  type HubspotReply,
  readTrouble,
  readUpsert,
  type Trouble,
  type UpsertReading,
} from "#core/destinations/hubspot/read-upsert.ts";
import { hubspotVersion, upsertRequest } from "#core/destinations/hubspot/upsert-request.ts";
import type { DeliveredPerson } from "#core/destinations/words.ts";
import { parseRetryAfter } from "#core/providers/parse-retry-after.ts";
import { envUrl } from "../env.ts";
import { readCapped } from "../providers/read-capped.ts";

export interface HubspotOptions {
  fetch: typeof fetch;
  /** Without a trailing slash. */
  baseUrl: string;
  /** Milliseconds since 1970. */
  now(): number;
  timeoutMs?: number;
}

export interface Hubspot {
  /** One read that every token with the right scopes may make. `account`: the portal's id, null when it is not told. */
  check(token: string): Promise<{ kind: "ok"; account: string | null } | Trouble>;
  /** At most 100 people with different addresses. Never throws for what HubSpot or the network do. */
  upsert(token: string, people: readonly DeliveredPerson[], without: ReadonlySet<string>): Promise<UpsertReading>;
}

const defaultTimeoutMs = 12_000;
/** A hundred contacts with all their properties come to 200 kB. */
const maxBodyBytes = 5_000_000;

export function createHubspot(options: HubspotOptions): Hubspot {
  async function call(token: string, path: string, body?: unknown): Promise<HubspotReply | null> {
    try {
      const response = await options.fetch(`${options.baseUrl}${path}`, {
        method: body === undefined ? "GET" : "POST",
        headers: {
          accept: "application/json",
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        // A redirect would carry the token to wherever it points.
        redirect: "manual",
        signal: AbortSignal.timeout(options.timeoutMs ?? defaultTimeoutMs),
      });
      const text = await readCapped(response, maxBodyBytes);
      const retryAfterMs = parseRetryAfter(response.headers.get("retry-after"), options.now());
      return text === null ? null : { status: response.status, body: text, retryAfterMs };
    } catch {
      // The error's own text is left out: it can hold what was sent.
      return null;
    }
  }

  return {
    async check(token) {
      const reply = await call(token, `/crm/objects/${hubspotVersion}/contacts?limit=1`);
      if (reply === null) return { kind: "unavailable" };
      const trouble = readTrouble(reply);
      if (trouble !== null) return trouble;
      if (!listSchema.safeParse(parse(reply.body)).success) return { kind: "unavailable" };
      const details = await call(token, `/account-info/${hubspotVersion}/details`);
      const account = details?.status === 200 ? detailsSchema.safeParse(parse(details.body)) : null;
      return { kind: "ok", account: account?.success ? String(account.data.portalId) : null };
    },
    async upsert(token, people, without) {
      const { path, body } = upsertRequest(people, without);
      const reply = await call(token, path, body);
      return reply === null ? { kind: "unavailable" } : readUpsert(people, reply);
    },
  };
}

export interface HubspotConnection {
  client: Hubspot;
  /** True: the bundled simulator stands in for HubSpot. */
  simulated: boolean;
}

export function hubspotFromSettings(
  deps: Pick<HubspotOptions, "fetch" | "now">,
  simulated: boolean,
): HubspotConnection {
  const baseUrl = envUrl("HUBSPOT_BASE_URL", "https://api.hubapi.com");
  return { client: createHubspot({ ...deps, baseUrl }), simulated };
}

const listSchema = z.object({ results: z.array(z.unknown()) });
const detailsSchema = z.object({ portalId: z.union([z.int(), z.string().regex(/^\d{1,20}$/)]) });

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
