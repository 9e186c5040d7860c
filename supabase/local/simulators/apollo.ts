import { ApolloPhones, type Wanted } from "./apollo-phones.ts";
import { ApolloWindows, planOf } from "./apollo-windows.ts";
import { hash32 } from "./dice.ts";
import type { Truth } from "./population.ts";
import { type Ask, bodyObject, isRecord, json, type Reply, type Simulator, text, type World } from "./world.ts";

interface Flags {
  revealPhone: boolean;
  webhookUrl: string;
  waterfall: boolean;
}

interface Match {
  id: string;
  truth: Truth;
  person: Record<string, unknown>;
}

const maxDetails = 10;
const limited = new Set(["/people/match", "/people/bulk_match"]);

/** Apollo: people by one or by ten; a match is billed even without an address; phones come minutes later. */
export class ApolloSimulator implements Simulator {
  readonly #world: World;
  readonly #phones: ApolloPhones;
  #windows = new Map<string, ApolloWindows>();

  constructor(world: World) {
    this.#world = world;
    this.#phones = new ApolloPhones(world);
  }

  reset(): void {
    this.#windows = new Map();
    this.#phones.reset();
  }

  failure(status: number): Reply {
    if (status === 401) {
      return {
        status,
        contentType: "text/plain; charset=utf-8",
        body: "Invalid API key. Please check the key and try again.",
      };
    }
    if (status === 403) {
      return json(403, {
        error: "This API key is not authorized to access api/v1/people/match",
        error_code: "API_INACCESSIBLE",
      });
    }
    if (status === 429) {
      const message =
        "The maximum number of api calls allowed for api/v1/people/match is 600 times per hour. Please upgrade your plan.";
      return json(429, { message }, { "retry-after": "1" });
    }
    return json(status, { status: "failed", error_code: "UNKNOWN_ERROR", error_message: "Something went wrong" });
  }

  answer(ask: Ask): Reply {
    const { options, ledgers } = this.#world;
    const key = ask.header("x-api-key") ?? /^Bearer (.+)$/.exec(ask.header("authorization") ?? "")?.[1];
    if (ask.path === "/auth/health") return json(200, { healthy: true, is_logged_in: key === options.keys.apollo });
    if (key !== options.keys.apollo) return this.failure(401);
    const now = this.#world.now();
    if (!limited.has(ask.path)) return this.#unlimited(ask, now);
    const windows = this.#windowsOf(ask.path);
    const full = options.limits === "published" ? windows.refuse(now) : null;
    if (full !== null) {
      ledgers.apollo.counts.rate_limited++;
      const per = full.label === "24-hour" ? "day" : full.label === "hourly" ? "hour" : "minute";
      const message = `The maximum number of api calls allowed for api/v1${ask.path} is ${full.limit} times per ${per}. Please upgrade your plan.`;
      return json(429, { message }, { ...windows.headers(now), "retry-after": String(full.retryAfterSeconds) });
    }
    const reply = ask.method !== "POST" ? json(404, { error: "Not found" }) : this.#enrich(ask);
    const headers = options.limits === "published" ? windows.headers(now) : {};
    return { ...reply, headers: { ...headers, ...reply.headers }, delayMs: this.#world.wait(400, 1_800) };
  }

  #unlimited(ask: Ask, now: number): Reply {
    const id = /^\/webhook_result\/([^/]+)$/.exec(ask.path)?.[1];
    if (id !== undefined && ask.method === "GET") return this.#phones.poll(decodeURIComponent(id));
    if (ask.path === "/usage_stats/credit_usage_stats" && ask.method === "POST") {
      const ledger = this.#world.ledgers.apollo;
      const consumed = ledger.snapshot().charged_credits;
      const credit = { limit: consumed + ledger.left, consumed, left_over: ledger.left };
      return json(200, {
        credit_usage_stats: { lead_credit: credit, direct_dial_credit: credit },
        current_credit_cycle: { start_date: "2026-01-01", end_date: "2026-12-31" },
      });
    }
    if (ask.path === "/usage_stats/api_usage_stats" && ask.method === "POST") {
      const usage = [...limited].map((path) => [`["api/v1${path}"]`, this.#windowsOf(path).usage(now)]);
      return json(200, Object.fromEntries(usage));
    }
    return json(404, { error: "Not found" });
  }

  #windowsOf(path: string): ApolloWindows {
    const windows = this.#windows.get(path) ?? new ApolloWindows(planOf(this.#world.options.apolloPlan, path));
    this.#windows.set(path, windows);
    return windows;
  }

  #enrich(ask: Ask): Reply {
    const body = bodyObject(ask);
    if (body === null)
      return json(422, { status: "failed", error_code: "UNKNOWN_ERROR", error_message: "The body is no JSON object." });
    const param = (name: string) =>
      ask.query.get(name) ?? (typeof body[name] === "boolean" ? String(body[name]) : text(body[name]));
    const flags: Flags = {
      revealPhone: param("reveal_phone_number") === "true",
      webhookUrl: param("webhook_url"),
      waterfall: param("run_waterfall_email") === "true" || param("run_waterfall_phone") === "true",
    };
    if (flags.revealPhone && !/^https?:\/\/[^\s]+$/.test(flags.webhookUrl)) {
      return json(400, {
        status: "failed",
        error_code: "INVALID_REQUEST",
        error_message: "A valid 'webhook_url' is required with 'reveal_phone_number'",
      });
    }
    if (!this.#world.ledgers.apollo.affords(1)) {
      return json(422, {
        status: "failed",
        error_code: "INSUFFICIENT_CREDITS",
        error_message: "You have insufficient credits for this request.",
      });
    }
    return ask.path === "/people/match" ? this.#one(param, flags) : this.#many(body.details, flags);
  }

  #one(param: (name: string) => string, flags: Flags): Reply {
    const requestId = this.#requestId();
    const match = this.#match(param, flags);
    if (flags.revealPhone && match !== null) this.#phones.start(requestId, [match], flags.webhookUrl);
    return withRequestId({ person: match?.person ?? null, ...(flags.waterfall ? waterfall : {}) }, requestId);
  }

  #many(details: unknown, flags: Flags): Reply {
    const refuse = (code: string, message: string) =>
      json(400, { status: "failed", error_code: code, error_message: message });
    if (!Array.isArray(details) || details.length === 0)
      return refuse("INVALID_REQUEST", "invalid request, missing details");
    if (details.length > maxDetails)
      return refuse("RECORD_LIMIT_EXCEEDED", `invalid request, at most ${maxDetails} details are allowed`);
    const ledger = this.#world.ledgers.apollo;
    const before = ledger.snapshot().charged_credits;
    const requestId = this.#requestId();
    const matches = details.map((detail: unknown) => {
      const fields = isRecord(detail) ? detail : {};
      return this.#match((name) => text(fields[name]), flags);
    });
    const matched = matches.filter((match) => match !== null);
    const phones = flags.revealPhone ? this.#revealMany(requestId, matched, flags.webhookUrl) : {};
    const charged = ledger.snapshot().charged_credits - before;
    return withRequestId(
      {
        status: "success",
        error_code: null,
        error_message: null,
        total_requested_enrichments: details.length,
        ...(flags.waterfall
          ? waterfall
          : {
              unique_enriched_records: new Set(matched.map(({ id }) => id)).size,
              missing_records: details.length - matched.length,
              credits_consumed: Math.round(charged * 1000) / 1000,
            }),
        matches: matches.map((match) => match?.person ?? null),
        ...phones,
      },
      requestId,
    );
  }

  #revealMany(requestId: string, matched: readonly Wanted[], webhookUrl: string): Record<string, unknown> {
    const started = this.#phones.start(requestId, matched, webhookUrl);
    if (started === null) {
      return { phone_enrichment: { status: "skipped", message: "A lookup for these people is already running." } };
    }
    // The id is written as a bare number by withRequestId, like the one at the top.
    return {
      phone_enrichment: {
        status: "pending",
        message: "Phone numbers will be sent to the webhook.",
        request_id: markOf(requestId),
      },
    };
  }

  #match(param: (name: string) => string, flags: Flags): Match | null {
    const email = param("email");
    const person = {
      firstName: param("first_name"),
      lastName: param("last_name"),
      fullName: param("name") || (email === "" ? "" : email.slice(0, email.indexOf("@")).replace(/[._-]+/g, " ")),
      company: param("organization_name"),
      domain: param("domain") || (email === "" ? "" : email.slice(email.indexOf("@") + 1)),
      linkedinUrl: param("linkedin_url"),
    };
    const vague = person.company === "" && person.domain === "" && person.linkedinUrl === "";
    const truth = this.#world.truth(person);
    const ledger = this.#world.ledgers.apollo;
    ledger.ask(truth.key, flags.revealPhone ? "reveal" : "email");
    if (vague || !truth.apolloMatch) return null;
    const { found, email: address, label, score, junk, wrong } = truth.findableBy.apollo;
    // Billed per match: what the match is worth is not Apollo's question. A reveal is an ask of its own.
    ledger.charge(truth.key, 1, flags.revealPhone ? "reveal" : "email");
    // A reveal has found something when a phone comes, and that is counted there.
    if (found && !flags.revealPhone) ledger.counts.found++;
    this.#world.remember(address, wrong === null && !truth.catchAll);
    const id = idOf(truth);
    const shown = address ?? junk?.email ?? null;
    return {
      id,
      truth,
      person: {
        id,
        first_name: truth.firstName,
        last_name: truth.lastName,
        name: `${truth.firstName} ${truth.lastName}`.trim(),
        linkedin_url: person.linkedinUrl === "" ? null : person.linkedinUrl.replace(/^https:/, "http:"),
        title: truth.title,
        headline: truth.title,
        ...(flags.waterfall
          ? {}
          : { email: shown, email_status: shown === null ? "unavailable" : label || (junk?.label ?? "verified") }),
        extrapolated_email_confidence: label === "extrapolated" && score !== null ? score / 100 : null,
        photo_url: null,
        organization_id: null,
        organization: {
          name: person.company || truth.domain,
          website_url: truth.domain === null ? null : `http://www.${truth.domain}`,
          primary_domain: truth.domain,
          phone: truth.switchboard,
        },
        employment_history: [],
        city: null,
        country: null,
        revealed_for_current_team: true,
      },
    };
  }

  /** A signed 64-bit number, every other one negative, nearly always beyond what a double can hold. */
  #requestId(): string {
    const serial = this.#world.serial();
    const high = BigInt(hash32(`request ${this.#world.run} ${serial}`, 0) | 0x40000000) & 0x7fffffffn;
    const value = (high << 32n) | BigInt(hash32(`low ${this.#world.run} ${serial}`, 0));
    return (serial % 2 === 0 ? value : -value).toString();
  }
}

const waterfall = { waterfall: { status: "accepted", message: "The waterfall has been started." } };

function idOf(truth: Truth): string {
  let id = "66";
  for (let i = 0; id.length < 24; i++) id += hash32(`${truth.key}${i}`, 23).toString(16).padStart(8, "0");
  return id.slice(0, 24);
}

/** Stands for the bare number until the answer is serialised: JSON.stringify cannot write 64-bit numbers. */
function markOf(requestId: string): string {
  return `@@${requestId}@@`;
}

function withRequestId(value: Record<string, unknown>, requestId: string): Reply {
  const mark = markOf(requestId);
  const body = JSON.stringify({ ...value, request_id: mark }).replaceAll(`"${mark}"`, requestId);
  return { status: 200, body };
}
