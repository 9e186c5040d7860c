import { BoundedMap } from "./bounded.ts";
import { Dice, identity } from "./dice.ts";
import { fold } from "./names.ts";
import type { Truth } from "./population.ts";
import { type Limit, RateGate } from "./rate-windows.ts";
import { type Ask, json, type Reply, type Simulator, type World } from "./world.ts";

const limits: Readonly<Record<string, readonly Limit[]>> = {
  "/email-finder": [
    { requests: 15, perMs: 1_000 },
    { requests: 500, perMs: 60_000 },
  ],
  "/email-verifier": [
    { requests: 10, perMs: 1_000 },
    { requests: 300, perMs: 60_000 },
  ],
};
/** The vendor's key for contract tests: a fixed answer, never billed. */
export const dummyKey = "test-api-key";

/** Hunter: one person a call, answered at once; too fast is 403, an empty account 429. */
export class HunterSimulator implements Simulator {
  readonly #world: World;
  #gates = new Map<string, RateGate>();
  /** Requests already paid for in this period: a repeat is free. */
  readonly #paid = new BoundedMap<number, true>(300_000);
  /** Calls that were answered 202 once and are through now. */
  readonly #begun = new BoundedMap<number, true>(50_000);

  constructor(world: World) {
    this.#world = world;
  }

  reset(): void {
    this.#gates = new Map();
    this.#paid.clear();
    this.#begun.clear();
  }

  failure(status: number): Reply {
    const known: Readonly<Record<number, readonly [string, string]>> = {
      400: ["wrong_params", "You are missing a parameter"],
      401: ["authentication_failed", "No user found for the API key supplied"],
      403: ["rate_limit_reached", "You have reached the rate limit of this endpoint. Slow down and try again"],
      404: ["not_found", "The requested resource does not exist"],
      429: ["too_many_requests", "You have reached the limit of searches for this billing period"],
      451: ["claimed_email", "The person behind this address asked us not to process it"],
    };
    const [id, details] = known[status] ?? ["server_error", "Something went wrong on our side"];
    return hunterError(status, id, details);
  }

  answer(ask: Ask): Reply {
    const { options, ledgers } = this.#world;
    const key =
      ask.query.get("api_key") ??
      ask.header("x-api-key") ??
      /^Bearer (.+)$/.exec(ask.header("authorization") ?? "")?.[1];
    const dummy = key === dummyKey && ask.path !== "/account";
    if (!dummy && key !== options.keys.hunter) return this.failure(401);
    if (ask.method !== "GET") return this.failure(404);
    const routeLimits = limits[ask.path];
    if (options.limits === "published" && routeLimits !== undefined) {
      const gate = this.#gates.get(ask.path) ?? new RateGate(routeLimits);
      this.#gates.set(ask.path, gate);
      if (!gate.admit(this.#world.now())) {
        ledgers.hunter.counts.rate_limited++;
        return this.failure(403);
      }
    }
    if (ask.path === "/email-finder") return dummy ? json(200, dummyFinder) : this.#find(ask);
    if (ask.path === "/email-verifier") return dummy ? json(200, dummyVerifier) : this.#verify(ask);
    if (ask.path === "/account") return this.#account();
    return this.failure(404);
  }

  #find(ask: Ask): Reply {
    const param = (name: string) => ask.query.get(name)?.trim() ?? "";
    const params = {
      first_name: param("first_name") || null,
      last_name: param("last_name") || null,
      full_name: param("full_name") || null,
      domain: param("domain") || null,
      company: param("company") || null,
      ...(param("linkedin_handle") === "" ? {} : { linkedin_handle: param("linkedin_handle") }),
      max_duration: param("max_duration") === "" ? null : Number(param("max_duration")),
    };
    const named = (params.first_name !== null && params.last_name !== null) || params.full_name !== null;
    const placed = params.domain !== null || params.company !== null;
    const handle = param("linkedin_handle");
    if (handle === "" && !placed)
      return hunterError(400, "wrong_params", "You are missing the domain parameter or the company parameter");
    if (handle === "" && !named)
      return hunterError(400, "wrong_params", "You are missing the first_name and last_name parameters");
    const patience = params.max_duration ?? 10;
    if (!(patience >= 3 && patience <= 20))
      return hunterError(400, "wrong_params", "The max_duration parameter must be between 3 and 20");
    if (params.domain !== null && /[\s/@:]/.test(params.domain))
      return hunterError(400, "wrong_params", "The domain parameter is invalid");

    const ledger = this.#world.ledgers.hunter;
    const truth = this.#world.truth(
      placed && named
        ? {
            firstName: params.first_name,
            lastName: params.last_name,
            fullName: params.full_name,
            domain: params.domain,
            company: params.company,
          }
        : { linkedinUrl: handle, domain: params.domain, company: params.company },
    );
    const question = `finder ${truth.key} ${params.domain === null ? "by company" : ""}`;
    const request = identity(question);
    const delayMs = this.#world.wait(1_000, Math.min(patience, 8) * 1_000);
    if (truth.optedOut) {
      ledger.ask(truth.key);
      ledger.optOut(truth.key);
      return { ...this.failure(451), delayMs };
    }
    if (!this.#paid.has(request) && !ledger.affords(1)) return this.failure(429);
    // A search that outlasts max_duration: the same call later brings the answer.
    if (this.#world.scale > 0 && !this.#begun.has(request) && new Dice(question, 11).roll("slow") < 0.01) {
      this.#begun.set(request, true);
      return { ...json(202, { data: null, meta: { params } }), delayMs };
    }
    ledger.ask(truth.key);
    const { email, label, score, wrong, found } = this.#answerOf(truth, params.domain !== null);
    if (email === null) return { ...this.#miss(truth, params), delayMs };
    if (found) {
      ledger.counts.found++;
      this.#world.remember(email, wrong === null && !truth.catchAll);
    }
    // A billing period lasts as long as the simulator: the repeat of a request is free.
    if (!this.#paid.has(request)) {
      this.#paid.set(request, true);
      ledger.charge(truth.key, 1);
    }
    const dice = new Dice(truth.key, 5);
    const published = dice.roll("published") < 0.35;
    return {
      ...json(200, {
        data: {
          ...this.#who(truth),
          email,
          score,
          domain: email.slice(email.indexOf("@") + 1),
          accept_all: truth.catchAll,
          position: published ? truth.title : null,
          twitter: null,
          linkedin_url: null,
          phone_number: dice.roll("phone") < 0.02 ? truth.switchboard : null,
          company: params.company,
          sources: published ? [sourceOf(truth)] : [],
          verification: { date: label === "" ? null : "2026-09-12", status: label === "" ? null : label },
        },
        meta: { params },
      }),
      delayMs,
    };
  }

  #answerOf(truth: Truth, byDomain: boolean) {
    const finding = truth.findableBy.hunter;
    // By company name alone Hunter has to guess the domain, and sometimes guesses nothing.
    const lost = !byDomain && new Dice(truth.key, 13).roll("guess") < 0.15;
    if (lost) return { email: null, label: "", score: null, wrong: null, found: false };
    if (finding.found) return finding;
    const { junk } = finding;
    return {
      email: junk?.email ?? null,
      label: junk?.label ?? "",
      score: junk === null ? null : 35,
      wrong: null,
      found: false,
    };
  }

  #who(truth: Truth): { first_name: string; last_name: string } {
    return { first_name: truth.firstName, last_name: truth.lastName };
  }

  #miss(truth: Truth, params: unknown): Reply {
    if (this.#world.options.hunterMiss === "404") return this.failure(404);
    return json(200, {
      data: {
        ...this.#who(truth),
        email: null,
        score: null,
        domain: truth.domain,
        accept_all: null,
        position: null,
        twitter: null,
        linkedin_url: null,
        phone_number: null,
        company: null,
        sources: [],
        verification: { date: null, status: null },
      },
      meta: { params },
    });
  }

  #verify(ask: Ask): Reply {
    const email = ask.query.get("email")?.trim().toLowerCase() ?? "";
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
      return hunterError(400, "wrong_params", "The email parameter is invalid");
    const ledger = this.#world.ledgers.hunter;
    const request = identity(`verifier ${email}`);
    if (!this.#paid.has(request) && !ledger.affords(0.5)) return this.failure(429);
    const dice = new Dice(email, 17);
    const delayMs = this.#world.wait(500, 5_000);
    const data = this.#verdict(email);
    if (!this.#begun.has(request) && dice.roll("slow") < 0.04) {
      this.#begun.set(request, true);
      return {
        ...json(202, { data: { email, status: "unknown", score: null }, meta: { params: { email } } }),
        delayMs,
      };
    }
    ledger.ask(email, "verify");
    if (dice.roll("odd") < 0.02) {
      return {
        ...json(222, {
          data: { ...data, status: "unknown", result: "risky", score: null },
          meta: { params: { email } },
        }),
        delayMs,
      };
    }
    if (!this.#paid.has(request)) {
      this.#paid.set(request, true);
      ledger.charge(email, 0.5, "verify");
    }
    return { ...json(200, { data, meta: { params: { email } } }), delayMs };
  }

  #verdict(email: string) {
    const facts = this.#world.truth({ fullName: "Any Body", domain: email.slice(email.indexOf("@") + 1) }).facts;
    const mail = facts !== null && (facts.state === "mail" || facts.state === "implicit_mx");
    const standing = this.#world.mailbox(email);
    const status = !mail
      ? facts?.state === "servfail"
        ? "unknown"
        : "invalid"
      : facts.freemail
        ? "webmail"
        : facts.catchAll
          ? "accept_all"
          : standing === false
            ? "invalid"
            : "valid";
    const results: Readonly<Record<string, string>> = {
      valid: "deliverable",
      invalid: "undeliverable",
      webmail: "deliverable",
    };
    const scores: Readonly<Record<string, number>> = {
      valid: 96,
      webmail: 90,
      accept_all: 65,
      unknown: 45,
      invalid: 0,
    };
    return {
      status,
      result: results[status] ?? "risky",
      score: scores[status] ?? 0,
      email,
      regexp: true,
      gibberish: false,
      disposable: false,
      webmail: facts?.freemail ?? false,
      mx_records: mail,
      smtp_server: mail,
      smtp_check: status === "valid" || status === "webmail" || status === "accept_all",
      accept_all: status === "accept_all",
      block: false,
      sources: [],
    };
  }

  #account(): Reply {
    const ledger = this.#world.ledgers.hunter;
    const used = ledger.snapshot().charged_credits;
    const bucket = { used, available: used + ledger.left, remaining: ledger.left };
    return json(200, {
      data: {
        first_name: "Sandbox",
        last_name: "Account",
        email: "sandbox@captely.example",
        plan_name: "Sandbox",
        plan_level: 1,
        reset_date: "2027-01-01",
        team_id: 1,
        requests: { credits: bucket },
        calls: { used: Math.ceil(used), available: Math.floor(used + ledger.left) },
      },
    });
  }
}

function hunterError(status: number, id: string, details: string): Reply {
  return json(status, { errors: [{ id, code: status, details }] });
}

function sourceOf(truth: Truth) {
  const domain = truth.domain ?? "";
  const uri = `https://${domain}/${fold(truth.title).replaceAll(" ", "-")}`;
  return { domain, uri, extracted_on: "2025-11-02", last_seen_on: "2026-08-30", still_on_page: true };
}

const dummyFinder = {
  data: {
    first_name: "Ada",
    last_name: "Sample",
    email: "ada@sample.example",
    score: 97,
    domain: "sample.example",
    accept_all: false,
    position: null,
    twitter: null,
    linkedin_url: null,
    phone_number: null,
    company: "Sample",
    sources: [],
    verification: { date: "2026-09-12", status: "valid" },
  },
  meta: { params: {} },
};
const dummyVerifier = {
  data: {
    status: "valid",
    result: "deliverable",
    score: 100,
    email: "ada@sample.example",
    accept_all: false,
    sources: [],
  },
  meta: { params: { email: "ada@sample.example" } },
};
