import { createHmac, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Dice } from "./dice.ts";
import { type Fault, FaultScript } from "./faults.ts";
import { send, spoil } from "./spoil.ts";
import { type Ask, bodyObject, json, type Reply, type Simulator, text } from "./world.ts";

/** What is true of one line. */
export interface Line {
  type: "mobile" | "landline" | "fixedVoip" | "nonFixedVoip" | "tollFree" | "unknown";
  status: "reachable" | "active" | "unreachable" | "inactive" | "unknown";
  carrier: string | null;
  /** Who had it first, when it was taken along. */
  firstCarrier: string | null;
}

export interface PhoneLookupSimulatorOptions {
  port?: number;
  seed?: number;
  /** Lines by E.164 that are not left to the dice. */
  lines?: Readonly<Record<string, Line>>;
  /** False: an account without Twilio's private beta. */
  lineStatusGranted?: boolean;
}

const keys = {
  accountSid: "ACsandbox",
  authToken: "sandbox-token",
  apiKey: "sandbox-key",
  apiSecret: "sandbox-secret",
};

/** The line of any number, by dice: most are in use, some off, few gone. */
export function lineOf(e164: string, seed: number): Line {
  const dice = new Dice(e164, seed);
  const carrier = dice.pick("carrier", ["Sandbox Mobile", "Example Telecom", "Orchard Wireless"]);
  const isPorted = dice.roll("ported") < 0.2;
  return {
    type: dice.weighted("type", [
      ["mobile", 80],
      ["landline", 14],
      ["nonFixedVoip", 4],
      ["unknown", 2],
    ]),
    status: dice.weighted("status", [
      ["reachable", 55],
      ["active", 15],
      ["unreachable", 15],
      ["inactive", 8],
      ["unknown", 7],
    ]),
    carrier,
    firstCarrier: isPorted ? "Former Telecom" : null,
  };
}

/** Twilio Lookup v2 under `/twilio`, hlr-lookups.com v2 under `/hlr`: their forms, their refusals, their traps. */
export async function startPhoneLookupSimulator(options: PhoneLookupSimulatorOptions = {}) {
  const { seed = 0, lines = {}, lineStatusGranted = true } = options;
  const find = (e164: string): Line => lines[e164] ?? lineOf(e164, seed);
  const asked: string[] = [];
  const mounts = [
    { prefix: "/twilio", simulator: twilio(find, lineStatusGranted), faults: new FaultScript() },
    { prefix: "/hlr", simulator: hlrLookups(find), faults: new FaultScript() },
  ];
  const server = createServer((request, response) => {
    void readBody(request).then((body) => handle(request, response, body));
  });

  function handle(request: IncomingMessage, response: ServerResponse, body: string): void {
    const url = new URL(request.url ?? "/", "http://simulator");
    asked.push(`${request.method} ${url.pathname}${url.search}`);
    const mount = mounts.find(({ prefix }) => url.pathname.startsWith(`${prefix}/`));
    if (!mount) {
      send(response, json(404, { error: "Nothing is served here." }));
      return;
    }
    const ask: Ask = {
      method: request.method ?? "GET",
      path: url.pathname.slice(mount.prefix.length),
      query: url.searchParams,
      header: (name) => request.headers[name]?.toString(),
      body,
    };
    const fault = mount.faults.next(ask.path);
    const reply = mount.simulator.answer(ask);
    if (fault) spoil(mount.simulator, fault, reply, request, response);
    else send(response, reply);
  }

  server.listen(options.port ?? 0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    keys,
    twilioUrl: `${origin}/twilio`,
    hlrLookupsUrl: `${origin}/hlr`,
    /** Every request so far, as "METHOD path?query". */
    asked,
    setFaults(service: "twilio" | "hlr", faults: readonly Fault[]) {
      mounts[service === "twilio" ? 0 : 1]?.faults.set(faults);
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

const twilioError = (status: number, code: number, message: string): Reply =>
  json(status, { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status });

function twilio(find: (e164: string) => Line, lineStatusGranted: boolean): Simulator {
  const expected = `Basic ${Buffer.from(`${keys.accountSid}:${keys.authToken}`).toString("base64")}`;
  return {
    reset: () => {},
    failure: (status) =>
      status === 429
        ? { ...twilioError(429, 20429, "Too Many Requests"), headers: { "retry-after": "1" } }
        : twilioError(status, 20500, "Internal Server Error"),
    answer(ask) {
      if (ask.header("authorization") !== expected) return twilioError(401, 20003, "Authenticate");
      const e164 = decodeURIComponent(/^\/v2\/PhoneNumbers\/([^/]+)$/.exec(ask.path)?.[1] ?? "");
      if (ask.method !== "GET" || e164 === "") return twilioError(404, 20404, "The requested resource was not found");
      const fields = (ask.query.get("Fields") ?? "").split(",");
      if (fields.includes("line_status") && !lineStatusGranted) {
        return twilioError(403, 60616, "Account not authorized to use this package");
      }
      const line = find(e164);
      return json(200, {
        calling_country_code: null,
        country_code: null,
        phone_number: e164,
        national_format: null,
        valid: true,
        validation_errors: [],
        caller_name: null,
        line_type_intelligence: fields.includes("line_type_intelligence")
          ? {
              type: line.type,
              carrier_name: line.carrier,
              mobile_country_code: null,
              mobile_network_code: null,
              error_code: null,
            }
          : null,
        line_status: fields.includes("line_status") ? { status: line.status, error_code: null } : null,
      });
    },
  };
}

const connectivity: Readonly<Record<Line["status"], string>> = {
  reachable: "CONNECTED",
  active: "CONNECTED",
  unreachable: "ABSENT",
  inactive: "INVALID_MSISDN",
  unknown: "UNDETERMINED",
};

function hlrLookups(find: (e164: string) => Line): Simulator {
  const refusal = (status: number, message: string): Reply => json(status, { errors: [message] });
  return {
    reset: () => {},
    failure: (status) => refusal(status, "The request failed."),
    answer(ask) {
      if (ask.method !== "POST" || ask.path !== "/hlr-lookup") return refusal(404, "Not found.");
      const seconds = ask.header("x-digest-timestamp") ?? "";
      const wanted = createHmac("sha256", keys.apiSecret)
        .update(`${ask.path}${seconds}${ask.method}${ask.body}`)
        .digest("hex");
      const given = (ask.header("x-digest-signature") ?? "").padEnd(64).slice(0, 64);
      const isSigned = timingSafeEqual(Buffer.from(wanted), Buffer.from(given, "latin1").subarray(0, 64));
      const isFresh = Math.abs(Date.now() / 1_000 - Number(seconds)) < 30;
      if (ask.header("x-digest-key") !== keys.apiKey || !isSigned || !isFresh) return refusal(401, "Unauthorized.");
      const msisdn = text(bodyObject(ask)?.msisdn);
      if (!/^\+\d{6,15}$/.test(msisdn)) return refusal(400, "msisdn is not valid.");
      const line = find(msisdn);
      // A landline is in no mobile register, whether somebody has it or not.
      const status = line.type === "landline" ? "INVALID_MSISDN" : connectivity[line.status];
      return json(200, {
        id: new Dice(msisdn, 1).hex("id", 12),
        msisdn,
        connectivity_status: status,
        mccmnc: null,
        original_network_name: line.firstCarrier ?? line.carrier,
        is_ported: line.firstCarrier !== null,
        ported_network_name: line.firstCarrier === null ? null : line.carrier,
        is_roaming: false,
        roaming_network_name: null,
        cost: "0.0100",
        processing_status: "COMPLETED",
        error_code: null,
        data_source: "LIVE_HLR",
      });
    },
  };
}
