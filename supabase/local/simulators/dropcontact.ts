import { BoundedMap } from "./bounded.ts";
import { Dice } from "./dice.ts";
import { civility, qualification } from "./dropcontact-labels.ts";
import { linkedinSlug } from "./names.ts";
import type { Truth } from "./population.ts";
import { RateGate } from "./rate-windows.ts";
import { type Ask, bodyObject, isRecord, json, type Reply, type Simulator, text, type World } from "./world.ts";

type InputRecord = Readonly<Record<string, unknown>>;

interface Batch {
  id: string;
  records: InputRecord[];
  usable: boolean[];
  language: "en" | "fr";
  siren: boolean;
  createdAt: number;
  finishAt: number;
  callback: string;
}

const known = new Set(
  "first_name last_name full_name civility email linkedin job job_function job_level mobile_phone phone location country company website company_linkedin num_siren siret siret_address siret_zip siret_city custom_fields".split(
    " ",
  ),
);
const notReady = { error: false, success: false, reason: "Request not ready yet, try again in 30 seconds" };
const maxRecords = 250;
const maxRecordBytes = 15_000;
/** Records kept for reading; older batches are answered like unknown ones. */
const maxKeptRecords = 200_000;

/** Dropcontact: batches of 250, read later; one credit per verified address, reserved at submission. */
export class DropcontactSimulator implements Simulator {
  readonly #world: World;
  #gate = newGate();
  readonly #batches = new BoundedMap<string, Batch>(maxKeptRecords, ({ records }) => records.length);
  /** Batches whose unneeded credits have not been given back yet. */
  readonly #unsettled = new Set<Batch>();
  #accountCallback = "";

  constructor(world: World) {
    this.#world = world;
  }

  reset(): void {
    this.#gate = newGate();
    this.#batches.clear();
    this.#unsettled.clear();
    this.#accountCallback = "";
  }

  failure(status: number): Reply {
    if (status === 404 || status === 422 || status >= 500) return json(status, { detail: "Internal Server Error" });
    const reasons: Readonly<Record<number, string>> = {
      401: "Unknown account",
      403: "Not enough credits",
      429: "Too many requests",
    };
    return refuse(status, reasons[status] ?? "Bad request");
  }

  answer(ask: Ask): Reply {
    const { options, ledgers } = this.#world;
    const credits = ask.path === "/v1/account/credits";
    if (ask.header("x-access-token") !== options.keys.dropcontact) {
      return credits ? json(401, { detail: "Unknown account" }) : this.failure(401);
    }
    if (options.limits === "published" && !this.#gate.admit(this.#world.now())) {
      ledgers.dropcontact.counts.rate_limited++;
      return this.failure(429);
    }
    this.#settleDue();
    if (credits && ask.method === "GET") return json(200, { credits: ledgers.dropcontact.left });
    if (ask.path === "/v1/enrich/all" && ask.method === "POST") return this.#submit(ask);
    const id = /^\/v1\/enrich\/all\/([\w-]+)$/.exec(ask.path)?.[1];
    if (id !== undefined && ask.method === "GET") return this.#fetch(id, ask.query.get("forceResults") === "true");
    if (ask.path === "/v1/enrich/webhook") return this.#callback(ask);
    return json(404, { detail: "Not Found" });
  }

  #submit(ask: Ask): Reply {
    const body = bodyObject(ask);
    if (body === null)
      return json(422, { detail: [{ loc: ["body"], msg: "JSON decode error", type: "value_error.jsondecode" }] });
    const { data } = body;
    if (!Array.isArray(data) || data.length === 0) return refuse(400, "Missing data in JSON");
    if (data.length > maxRecords) {
      return refuse(400, `Too many records, you can only submit up to ${maxRecords} records`);
    }
    const records = data.map((record: unknown) => (isRecord(record) ? record : {}));
    // Counting characters is enough here; the vendor's unit is bytes, which no client comes close to.
    if (records.some((record) => JSON.stringify(record).length > maxRecordBytes)) {
      return refuse(400, "Data size is too big, you can only submit up to 15 kB of data in a single record");
    }
    const ledger = this.#world.ledgers.dropcontact;
    const usable = records.map(identifiable);
    const needed = usable.filter(Boolean).length;
    if (!ledger.affords(needed)) return refuse(403, "Not enough credits to enrich all the records of this request");
    ledger.reserve(needed);
    const now = this.#world.now();
    const batch: Batch = {
      id: this.#world.newId(24),
      records,
      usable,
      language: body.language === "en" ? "en" : "fr",
      siren: body.siren === true,
      createdAt: now,
      finishAt: now + this.#world.wait(30_000, 45_000) + this.#world.wait(0, 300) * records.length,
      callback: text(body.custom_callback_url) || this.#accountCallback,
    };
    this.#bill(batch);
    this.#batches.set(batch.id, batch);
    this.#unsettled.add(batch);
    this.#world.later(batch.finishAt - now, () => this.#finish(batch));
    const problems = records.flatMap((record, i) => problemOf(record, usable[i] === true));
    return json(200, {
      error: false,
      success: true,
      request_id: batch.id,
      credits_left: ledger.left,
      ...(problems.length === 0 ? {} : { data: problems }),
    });
  }

  /** Counts what will be billed; the credits themselves come back only when the batch is over. */
  #bill(batch: Batch): void {
    const ledger = this.#world.ledgers.dropcontact;
    for (const [i, record] of batch.records.entries()) {
      const truth = truthOfRecord(this.#world, record);
      const key = truth.key === "@" ? text(record.email) || `record ${i}` : truth.key;
      if (batch.usable[i] !== true) continue;
      ledger.ask(key);
      if (billed(record, truth)) ledger.charge(key, 1, "email", true);
      if (truth.findableBy.dropcontact.found) ledger.counts.found++;
      if (truth.optedOut) ledger.optOut(key);
    }
  }

  #settleDue(): void {
    const now = this.#world.now();
    for (const batch of this.#unsettled) if (now >= batch.finishAt) this.#settle(batch);
  }

  #settle(batch: Batch): void {
    if (!this.#unsettled.delete(batch)) return;
    let unused = 0;
    for (const [i, record] of batch.records.entries()) {
      if (batch.usable[i] === true && !billed(record, truthOfRecord(this.#world, record))) unused++;
    }
    this.#world.ledgers.dropcontact.giveBack(unused);
  }

  #finish(batch: Batch): void {
    this.#settle(batch);
    if (batch.callback === "") return;
    const event = {
      id: new Dice(batch.id, 1).hex("event", 24),
      version: 1,
      event_type: "enrich_api_result",
      occurred_at: Math.floor(this.#world.now() / 1000),
      data: { request_id: batch.id, data: this.#results(batch, Number.POSITIVE_INFINITY) },
    };
    void this.#world.post(this.#world.ledgers.dropcontact, batch.callback, JSON.stringify([event]));
  }

  #fetch(id: string, force: boolean): Reply {
    const batch = this.#batches.get(id);
    const now = this.#world.now();
    // An unknown id cannot be told from a slow one: that is how the vendor does it.
    if (batch === undefined) return json(200, notReady);
    const ready = now >= batch.finishAt;
    if (!ready && !force) return json(200, notReady);
    if (ready) this.#settle(batch);
    const body = { error: false, success: true, credits_left: this.#world.ledgers.dropcontact.left };
    const data = this.#results(batch, now);
    return json(200, force ? { ...body, status: ready ? "ready" : "in_progress", data } : { ...body, data });
  }

  /** Records in input order; those that are not through yet come back as they were sent. */
  #results(batch: Batch, now: number): InputRecord[] {
    const span = Math.max(1, batch.finishAt - batch.createdAt);
    return batch.records.map((record, i) => {
      const dueAt = batch.createdAt + (span * (i + 1)) / batch.records.length;
      if (batch.usable[i] !== true || (now < batch.finishAt && now < dueAt)) return record;
      return this.#enriched(record, batch);
    });
  }

  #enriched(record: InputRecord, { language, siren }: Batch): InputRecord {
    const truth = truthOfRecord(this.#world, record);
    const emails = emailsOf(this.#world, record, truth).map(({ email, label }) => ({
      email,
      qualification: qualification(label, language),
    }));
    const slug = linkedinSlug(text(record.linkedin));
    const company = text(record.company);
    const optedOut = truth.optedOut && emails.length > 0;
    const filled: Record<string, unknown> = {
      civility: civility(truth.gender, language),
      first_name: text(record.first_name) || truth.firstName,
      last_name: text(record.last_name) || truth.lastName,
      full_name: text(record.full_name) || `${truth.firstName} ${truth.lastName}`.trim(),
      email: emails.length === 0 ? null : emails,
      phone: optedOut ? null : truth.dropcontactPhone,
      mobile_phone: optedOut ? null : truth.dropcontactMobile,
      company,
      website: truth.domain === null || truth.facts?.state === "nxdomain" ? null : `www.${truth.domain}`,
      linkedin: slug === null ? null : `https://www.linkedin.com/in/${slug}`,
      job: text(record.job) || (emails.length === 0 ? null : truth.title),
      nb_employees: truth.switchboard === null ? null : "50-100",
      siren: siren && truth.facts?.region === "FR" ? "000000000" : null,
      custom_fields: record.custom_fields,
    };
    return Object.fromEntries(
      Object.entries(filled).filter(([, value]) => value !== null && value !== undefined && value !== ""),
    );
  }

  #callback(ask: Ask): Reply {
    if (ask.method === "PUT") this.#accountCallback = text(bodyObject(ask)?.callback_url);
    else if (ask.method === "DELETE") this.#accountCallback = "";
    else if (ask.method !== "GET") return json(405, { detail: "Method Not Allowed" });
    return json(200, { error: false, success: true, callback_url: this.#accountCallback || null });
  }
}

function newGate(): RateGate {
  return new RateGate([{ requests: 60, perMs: 1_000 }]);
}

function refuse(status: number, reason: string): Reply {
  return json(status, { error: true, reason, success: false });
}

function truthOfRecord(world: World, record: InputRecord): Truth {
  const email = text(record.email);
  return world.truth({
    firstName: text(record.first_name),
    lastName: text(record.last_name),
    fullName:
      text(record.full_name) || (email === "" ? "" : email.slice(0, email.indexOf("@")).replace(/[._-]+/g, " ")),
    company: text(record.company),
    domain:
      text(record.website) || (text(record.company) === "" && email !== "" ? email.slice(email.indexOf("@") + 1) : ""),
    linkedinUrl: text(record.linkedin),
  });
}

/** A record needs a company identifier, an address, or the person's LinkedIn page. */
function identifiable(record: InputRecord): boolean {
  return ["company", "website", "company_linkedin", "num_siren", "siret", "email", "linkedin"].some(
    (field) => text(record[field]) !== "",
  );
}

function problemOf(record: InputRecord, usable: boolean): Record<string, unknown>[] {
  const unexpected = Object.keys(record).filter((field) => !known.has(field));
  if (usable && unexpected.length === 0) return [];
  const errors = usable ? {} : { errors: { record: ["A company identifier, an email or a linkedin is required"] } };
  const warnings = unexpected.length === 0 ? {} : { unexpected_field: unexpected };
  return [{ ...record, ...errors, ...warnings }];
}

function emailsOf(world: World, record: InputRecord, truth: Truth): { email: string; label: string }[] {
  const given = text(record.email);
  if (given !== "") {
    const standing = world.mailbox(given);
    const label = truth.catchAll ? "catch-all@pro" : standing === false ? "invalid@pro" : "nominative@pro";
    return [{ email: given, label }];
  }
  const { found, email, label, junk, wrong } = truth.findableBy.dropcontact;
  if (!found || email === null) return junk === null ? [] : [junk];
  world.remember(email, wrong === null && !truth.catchAll);
  const own = { email, label };
  // A role box comes along now and then, sometimes in front: position says nothing, the label does.
  const extra = new Dice(truth.key, 3).roll("generic too");
  const role = { email: `contact@${truth.domain ?? ""}`, label: "generic@pro" };
  return extra < 0.05 ? [role, own] : extra < 0.1 ? [own, role] : [own];
}

/** One credit for a verified address, and always for an address that was sent along. */
function billed(record: InputRecord, truth: Truth): boolean {
  if (text(record.email) !== "") return true;
  return truth.findableBy.dropcontact.found;
}
