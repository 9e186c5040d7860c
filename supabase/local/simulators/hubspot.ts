import { createServer, type IncomingMessage } from "node:http";
import { z } from "zod";
import { sandboxToken } from "#core/destinations/hubspot/sandbox-token.ts";
import { type Fault, FaultScript } from "./faults.ts";
import { RateGate } from "./rate-windows.ts";
import { send, spoil } from "./spoil.ts";
import { type Ask, bodyObject, json, type Reply, type Simulator } from "./world.ts";

export interface HubspotSimulatorOptions {
  /** `published` (default): 100 calls in 10 s. `off`: none. */
  limits?: "published" | "off";
  faults?: readonly Fault[];
  /** Contact properties that this account does not have. */
  lacks?: readonly string[];
  host?: string;
}

export interface HubspotSimulator {
  baseUrl: string;
  token: string;
  /** Contacts by address, as they are now. */
  contacts(): ReadonlyMap<string, { id: string; properties: Readonly<Record<string, string>> }>;
  /** Calls that were answered by the account itself, scripted faults left out. */
  upserts(): number;
  setFaults(faults: readonly Fault[]): void;
  close(): Promise<void>;
}

const known = [
  ..."email firstname lastname phone mobilephone company website jobtitle address city state zip country".split(" "),
  ..."industry lifecyclestage hs_lead_status hubspot_owner_id hs_linkedin_url hs_additional_emails".split(" "),
];

const inputSchema = z.object({
  id: z.string(),
  idProperty: z.string().optional(),
  objectWriteTraceId: z.string().optional(),
  properties: z.record(z.string(), z.string()),
});
type Input = z.infer<typeof inputSchema>;

const maxBodyBytes = 8 * 1024 * 1024;

/** One HubSpot account: contacts that are created and updated by address, with the rules that the real one has. */
class HubspotAccount implements Simulator {
  readonly contacts = new Map<string, { id: string; properties: Record<string, string> }>();
  readonly #properties: ReadonlySet<string>;
  readonly #gate: RateGate | null;
  #serial = 90_000;
  upserts = 0;

  constructor(options: HubspotSimulatorOptions) {
    this.#properties = new Set(known.filter((name) => !options.lacks?.includes(name)));
    this.#gate = options.limits === "off" ? null : new RateGate([{ requests: 100, perMs: 10_000 }]);
  }

  reset(): void {
    this.contacts.clear();
  }

  failure(status: number): Reply {
    const { category, message, headers } = failures[status] ?? {
      category: "INTERNAL_ERROR",
      message: "internal error",
    };
    const more = status === 429 ? { errorType: "RATE_LIMIT", policyName: "TEN_SECONDLY_ROLLING" } : { category };
    return json(
      status,
      { status: "error", message, correlationId: "00000000-0000-4000-8000-000000000000", ...more },
      headers,
    );
  }

  answer(ask: Ask): Reply {
    if (ask.header("authorization") !== `Bearer ${sandboxToken}`) return this.failure(401);
    if (this.#gate !== null && !this.#gate.admit(Date.now())) return this.failure(429);
    const path = ask.path.replace("/crm/v3/objects/", "/crm/objects/v3/");
    if (ask.method === "GET" && /^\/account-info\/[\w-]+\/details$/.test(path)) {
      return json(200, { portalId: 1_000_001, accountType: "SANDBOX", timeZone: "UTC" });
    }
    const list = /^\/crm\/objects\/[\w-]+\/contacts$/.test(path);
    if (ask.method === "GET" && list) return json(200, { results: [...this.contacts.values()].slice(0, 1) });
    const upsert = /^\/crm\/objects\/[\w-]+\/contacts\/batch\/upsert$/.test(path);
    return ask.method === "POST" && upsert ? this.#upsert(ask) : this.failure(404);
  }

  #upsert(ask: Ask): Reply {
    const parsed = z.array(inputSchema).min(1).safeParse(bodyObject(ask)?.inputs);
    if (!parsed.success) return invalid("Invalid input JSON");
    const inputs = parsed.data;
    if (inputs.length > 100) return invalid("The maximum number of items allowed in this request is 100");
    const keys = inputs.map(({ id }) => id.toLowerCase());
    if (new Set(keys).size < keys.length) return invalid("Duplicate IDs found in batch input");
    const faults = inputs.map((input) => this.#faultOf(input));
    const firstFault = faults.find((fault) => fault !== null) ?? null;
    // One error can be told to its row only where every input names itself.
    const traced = inputs.every(({ objectWriteTraceId }) => objectWriteTraceId !== undefined);
    if (firstFault !== null && !traced) return invalid(firstFault);

    this.upserts++;
    const at = new Date().toISOString();
    const results = inputs.flatMap((input, index) => (faults[index] === null ? [this.#write(input, at)] : []));
    const errors = inputs.flatMap(({ objectWriteTraceId }, index) => {
      const message = faults[index];
      if (message == null) return [];
      return [
        {
          status: "error",
          category: "VALIDATION_ERROR",
          message,
          context: { objectWriteTraceId: [objectWriteTraceId] },
        },
      ];
    });
    const answer = { status: "COMPLETE", startedAt: at, completedAt: at, results };
    return errors.length === 0 ? json(200, answer) : json(207, { ...answer, numErrors: errors.length, errors });
  }

  /** What is wrong with an input as HubSpot words it; null: nothing. */
  #faultOf({ id, idProperty, properties }: Input): string | null {
    if (idProperty !== "email") return "idProperty must be unique";
    const unknown = Object.keys(properties).filter((name) => !this.#properties.has(name));
    const wrong = unknown.map((name) => ({ isValid: false, error: "PROPERTY_DOESNT_EXIST", name }));
    if (!/^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/.test(properties.email ?? id) || /@invalid\./.test(id)) {
      wrong.push({ isValid: false, error: "INVALID_EMAIL", name: "email" });
    }
    return wrong.length === 0 ? null : `Property values were not valid: ${JSON.stringify(wrong)}`;
  }

  #write({ id: key, properties, objectWriteTraceId }: Input, at: string) {
    const email = key.toLowerCase();
    const before = this.contacts.get(email);
    const id = before?.id ?? String(++this.#serial);
    this.contacts.set(email, { id, properties: { ...before?.properties, ...properties } });
    // The sandbox runs for weeks; the oldest contact makes room.
    if (this.contacts.size > 100_000) this.contacts.delete(this.contacts.keys().next().value ?? "");
    return {
      id,
      new: before === undefined,
      properties: { email },
      createdAt: at,
      updatedAt: at,
      archived: false,
      objectWriteTraceId,
    };
  }
}

const failures: Readonly<
  Record<number, { category: string; message: string; headers?: Readonly<Record<string, string>> }>
> = {
  401: { category: "INVALID_AUTHENTICATION", message: "Authentication credentials not found or invalid." },
  403: { category: "MISSING_SCOPES", message: "This app hasn't been granted all required scopes." },
  404: { category: "OBJECT_NOT_FOUND", message: "resource not found" },
  423: { category: "LOCKED", message: "The resource is locked." },
  429: {
    category: "RATE_LIMITS",
    message: "You have reached your ten_secondly_rolling limit.",
    headers: { "retry-after": "2", "x-hubspot-ratelimit-max": "100", "x-hubspot-ratelimit-remaining": "0" },
  },
};

const invalid = (message: string): Reply => json(400, { status: "error", category: "VALIDATION_ERROR", message });

/** Brings up one HubSpot account on a free port of this machine. */
export async function startHubspotSimulator(options: HubspotSimulatorOptions = {}): Promise<HubspotSimulator> {
  const account = new HubspotAccount(options);
  const script = new FaultScript();
  script.set(options.faults ?? []);
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      if (body === null) return send(response, { status: 413, body: '{"status":"error"}' });
      const { pathname: path, searchParams: query } = new URL(request.url ?? "/", "http://hubspot.invalid");
      const header = (name: string) => [request.headers[name]].flat()[0];
      const ask: Ask = { method: request.method ?? "GET", path, query, header, body };
      const fault = script.next(path);
      const carriedOut = fault === null || fault.after === true || fault.kind === "truncate";
      const reply = carriedOut ? account.answer(ask) : null;
      if (fault !== null) spoil(account, fault, reply, request, response);
      else if (reply !== null) send(response, reply);
    });
  });
  const host = options.host ?? "127.0.0.1";
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, host, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The HubSpot simulator listens on no port.");
  let closed: Promise<void> | undefined;
  return {
    baseUrl: `http://${host}:${address.port}`,
    token: sandboxToken,
    contacts: () => account.contacts,
    upserts: () => account.upserts,
    setFaults: (faults) => script.set(faults),
    close: () => {
      closed ??= new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      return closed;
    },
  };
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of request) {
      if (!(chunk instanceof Uint8Array)) return null;
      size += chunk.byteLength;
      if (size > maxBodyBytes) return null;
      chunks.push(chunk);
    }
  } catch {
    return null;
  }
  return Buffer.concat(chunks).toString("utf8");
}
