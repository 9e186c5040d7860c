import { Dice } from "./dice.ts";
import { type Ask, bodyObject, json, type Reply, type Simulator, text, type World } from "./world.ts";

/** Findymail: one person a call, only verified addresses go out; 300 calls at a time. */
export class FindymailSimulator implements Simulator {
  readonly #world: World;
  #open = 0;

  constructor(world: World) {
    this.#world = world;
  }

  reset(): void {
    this.#open = 0;
  }

  failure(status: number): Reply {
    const messages: Readonly<Record<number, string>> = {
      401: "Unauthenticated.",
      404: "Not found",
      429: "Too Many Attempts.",
    };
    return json(status, { message: messages[status] ?? "Server Error" });
  }

  answer(ask: Ask): Reply {
    const { options, ledgers } = this.#world;
    if (ask.header("authorization") !== `Bearer ${options.keys.findymail}`) return this.failure(401);
    if (ask.path === "/credits" && ask.method === "GET") {
      return json(200, {
        credits: Math.floor(ledgers.findymail.left),
        verifier_credits: Math.floor(ledgers.findymail.left),
      });
    }
    if (ask.method !== "POST") return json(405, { message: "Method Not Allowed" });
    if (options.limits === "published" && this.#open >= 300) {
      ledgers.findymail.counts.rate_limited++;
      return this.failure(429);
    }
    const reply = this.#route(ask);
    const delayMs = this.#world.wait(800, 6_000);
    if (delayMs > 0) {
      this.#open++;
      this.#world.later(delayMs, () => {
        this.#open--;
      });
    }
    return { ...reply, delayMs };
  }

  #route(ask: Ask): Reply {
    const body = bodyObject(ask);
    if (body === null) return json(422, { message: "The given data was invalid.", errors: {} });
    const required = (field: string) =>
      json(422, { message: "The given data was invalid.", errors: { [field]: [`The ${field} field is required.`] } });
    switch (ask.path) {
      case "/search/name":
        if (text(body.name) === "") return required("name");
        if (text(body.domain) === "") return required("domain");
        return this.#email({ fullName: text(body.name), domain: text(body.domain) });
      case "/search/business-profile":
        if (text(body.linkedin_url) === "") return required("linkedin_url");
        return this.#email({ linkedinUrl: text(body.linkedin_url) });
      case "/search/phone":
        if (text(body.linkedin_url) === "") return required("linkedin_url");
        return this.#phone(text(body.linkedin_url));
      case "/verify":
        return text(body.email) === "" ? required("email") : this.#verify(text(body.email));
      default:
        return this.failure(404);
    }
  }

  #email(person: Parameters<World["truth"]>[0]): Reply {
    const ledger = this.#world.ledgers.findymail;
    // An empty account is told with status 200.
    if (!ledger.affords(1)) return json(200, { error: "Not enough credits" });
    const truth = this.#world.truth(person);
    ledger.ask(truth.key);
    const { email, wrong } = truth.findableBy.findymail;
    if (email === null) return this.#miss(truth.key);
    ledger.counts.found++;
    ledger.charge(truth.key, 1);
    this.#world.remember(email, wrong === null && !truth.catchAll);
    const name = `${truth.firstName} ${truth.lastName}`.trim();
    return json(200, { contact: { name, email, domain: email.slice(email.indexOf("@") + 1) } });
  }

  /** Both ways of saying "nobody" are in use: a 404, and a 200 without a contact. */
  #miss(key: string): Reply {
    return new Dice(key, 29).roll("miss") < 0.5
      ? json(404, { error: "Contact not found" })
      : json(200, { contact: null });
  }

  #phone(linkedinUrl: string): Reply {
    const ledger = this.#world.ledgers.findymail;
    if (!ledger.affords(10)) return json(200, { error: "Not enough credits" });
    const truth = this.#world.truth({ linkedinUrl });
    ledger.ask(truth.key, "phone");
    const has = truth.mobile !== null && truth.facts?.region === "US" && new Dice(truth.key, 31).roll("phone") < 0.5;
    if (!has) return this.#miss(`phone ${truth.key}`);
    ledger.counts.found++;
    ledger.charge(truth.key, 10, "phone");
    return json(200, { phone: truth.mobile, line_type: "mobile" });
  }

  #verify(email: string): Reply {
    const ledger = this.#world.ledgers.findymail;
    if (!ledger.affords(1)) return json(200, { error: "Not enough credits" });
    ledger.ask(email, "verify");
    ledger.charge(email, 1, "verify");
    const { facts } = this.#world.truth({ fullName: "Any Body", domain: email.slice(email.indexOf("@") + 1) });
    const verified = facts?.state === "mail" && !facts.catchAll && this.#world.mailbox(email) !== false;
    return json(200, { email, verified, provider: facts?.family ?? "unknown" });
  }
}
