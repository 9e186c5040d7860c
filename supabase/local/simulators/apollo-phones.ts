import { BoundedMap } from "./bounded.ts";
import { Dice } from "./dice.ts";
import type { Truth } from "./population.ts";
import { json, type Reply, type World } from "./world.ts";

export interface Wanted {
  id: string;
  truth: Truth;
}

interface Lookup {
  requestId: string;
  people: Wanted[];
  doneAt: number;
  delivered: "pending" | "success" | "failed";
  /** Billed and worded once, when the lookup is over. */
  result: unknown;
}

const mobilePrice = 8;

/** Phone lookups run for minutes behind the answered request; the result comes by webhook, by poll, or by both. */
export class ApolloPhones {
  readonly #world: World;
  readonly #lookups = new BoundedMap<string, Lookup>(20_000);
  /** People whose lookup is under way: a second request for them brings nothing. */
  readonly #running = new Set<string>();

  constructor(world: World) {
    this.#world = world;
  }

  reset(): void {
    this.#lookups.clear();
    this.#running.clear();
  }

  /** Starts a lookup for those who have none running; null when there is nobody left (`skipped`). */
  start(requestId: string, people: readonly Wanted[], webhookUrl: string): Wanted[] | null {
    const fresh = people.filter(({ id }) => !this.#running.has(id));
    if (fresh.length === 0 && people.length > 0) return null;
    const now = this.#world.now();
    const lookup: Lookup = {
      requestId,
      people: fresh,
      doneAt: now + this.#world.wait(45_000, 240_000),
      delivered: "pending",
      result: null,
    };
    this.#lookups.set(requestId, lookup);
    for (const { id } of fresh) this.#running.add(id);
    this.#world.later(lookup.doneAt - now, () => void this.#deliver(lookup, webhookUrl));
    return fresh;
  }

  /** `GET /webhook_result/{id}` */
  poll(requestId: string): Reply {
    if (!/^-?\d{1,19}$/.test(requestId)) {
      return json(400, { error_code: "invalid_request_id", message: "The request id must be a number." });
    }
    const lookup = this.#lookups.get(requestId);
    if (lookup === undefined) return json(404, { error_code: "request_id_unknown", message: "No such request." });
    const now = this.#world.now();
    if (now < lookup.doneAt) {
      const retry_after_seconds = Math.max(1, Math.round(10 * this.#world.scale));
      return json(404, { error_code: "result_pending", message: "The result is not there yet.", retry_after_seconds });
    }
    this.#finish(lookup);
    return json(200, {
      request_id: lookup.requestId,
      webhook_status: lookup.delivered === "pending" ? "in_progress" : lookup.delivered,
      request_type: "phone",
      last_dispatched_at: new Date(lookup.doneAt).toISOString(),
      failure_reason: lookup.delivered === "failed" ? "The webhook could not be delivered." : null,
      webhook_result: lookup.result,
    });
  }

  async #deliver(lookup: Lookup, webhookUrl: string): Promise<void> {
    this.#finish(lookup);
    const dice = new Dice(lookup.people.map(({ id }) => id).join(), this.#world.options.seed);
    const luck = dice.roll("webhook");
    // One in ten is never sent, one in ten comes twice: a client that only waits loses numbers, one that only adds counts twice.
    // What fell due while nobody was running counts as sent.
    if (this.#world.replaying) {
      lookup.delivered = "success";
      return;
    }
    if (luck < 0.1) {
      lookup.delivered = "failed";
      return;
    }
    const body = JSON.stringify(lookup.result);
    const { apollo } = this.#world.ledgers;
    lookup.delivered = (await this.#world.post(apollo, webhookUrl, body)) ? "success" : "failed";
    if (luck >= 0.9 && lookup.delivered === "success") await this.#world.post(apollo, webhookUrl, body);
  }

  #finish(lookup: Lookup): void {
    if (lookup.result !== null) return;
    const ledger = this.#world.ledgers.apollo;
    let credits = 0;
    let enriched = 0;
    const people = lookup.people.map(({ id, truth }) => {
      this.#running.delete(id);
      const phone = truth.apolloPhone;
      const mobile = phone?.kind === "mobile";
      if (phone === null || (mobile && !ledger.affords(mobilePrice)))
        return { id, status: "success", phone_numbers: [] };
      enriched++;
      ledger.counts.found++;
      if (mobile) {
        credits += mobilePrice;
        ledger.charge(truth.key, mobilePrice, "phone");
      }
      return { id, status: "success", phone_numbers: [phoneRow(id, phone)] };
    });
    lookup.result = {
      status: "success",
      total_requested_enrichments: people.length,
      unique_enriched_records: enriched,
      missing_records: people.length - enriched,
      credits_consumed: credits,
      people,
    };
  }
}

function phoneRow(personId: string, phone: { number: string; kind: string }) {
  const id = new Dice(`${personId} ${phone.number}`, 19).hex("phone", 24);
  return {
    id,
    key: id,
    _id: id,
    raw_number: phone.number,
    sanitized_number: phone.number.replace(/[^+\d]/g, ""),
    confidence_cd: "high",
    status_cd: phone.kind === "mobile" ? "valid_number" : "no_status",
    type_cd: phone.kind,
    dnc_status_cd: "not_found",
    dnc_other_info: {},
    direct_dial_source_cd: "sandbox",
    position: 0,
    created_at: null,
    updated_at: null,
  };
}
