import { createHmac } from "node:crypto";
import { BoundedMap } from "./bounded.ts";
import {
  foundStatuses,
  itemOf,
  type Search,
  settle,
  statusAt,
  type Task,
  tasks,
  truthOfRow,
} from "./icypeas-search.ts";
import { type Limit, RateGate } from "./rate-windows.ts";
import { type Ask, bodyObject, isRecord, json, type Reply, type Simulator, text, type World } from "./world.ts";

interface BulkFile {
  id: string;
  name: string;
  task: Task;
  createdAt: number;
  finishAt: number;
  searches: Search[];
}

const second = 1_000;
const minute = 60_000;
const limits: Readonly<Record<string, readonly Limit[]>> = {
  "/email-search": [{ requests: 10, perMs: second }],
  "/email-verification": [{ requests: 10, perMs: second }],
  "/domain-search": [{ requests: 10, perMs: second }],
  "/bulk-search": [{ requests: 1, perMs: second }],
  "/bulk-single-searchs/read": [{ requests: 30, perMs: minute }],
  "/search-files/read": [{ requests: 15, perMs: minute }],
};
const singleName = "__icypeas__individual";
const maxRows = 5_000;
/** Rows of bulks kept for reading; the oldest files go first. */
const maxKeptRows = 200_000;

/**
 * `signature` of a webhook. The vendor names HMAC-SHA1 and the timestamp but not the text that is signed; this is the text
 * of its signed requests (method, address, timestamp, lower case), the most likely reading.
 */
export function signIcypeasWebhook(secret: string, url: string, timestamp: string): string {
  return createHmac("sha1", secret).update(`POST${url}${timestamp}`.toLowerCase()).digest("hex");
}

/** Icypeas: searches are handed in, read later; found ones are billed. */
export class IcypeasSimulator implements Simulator {
  readonly #world: World;
  #gates = new Map<string, RateGate>();
  readonly #singles = new BoundedMap<string, Search>(100_000);
  readonly #files = new BoundedMap<string, BulkFile>(maxKeptRows, ({ searches }) => searches.length);

  constructor(world: World) {
    this.#world = world;
  }

  reset(): void {
    this.#gates = new Map();
    this.#singles.clear();
    this.#files.clear();
  }

  failure(status: number): Reply {
    const messages: Readonly<Record<number, string>> = {
      401: "Unauthorized access.",
      402: "Your subscription is unpaid.",
      429: "You have exceeded the max number of requests per minute.",
    };
    const error = status === 402 ? { error: "UnpaidSubscriptionError" } : {};
    return json(status, { success: false, ...error, message: messages[status] ?? "Internal server error" });
  }

  answer(ask: Ask): Reply {
    const { options, ledgers } = this.#world;
    if (ask.header("authorization") !== options.keys.icypeas) return this.failure(401);
    if (ask.method !== "POST") return json(404, { success: false, message: "Not found" });
    const routeLimits = limits[ask.path];
    if (options.limits === "published" && routeLimits !== undefined) {
      const gate = this.#gates.get(ask.path) ?? new RateGate(routeLimits);
      this.#gates.set(ask.path, gate);
      if (!gate.admit(this.#world.now())) {
        ledgers.icypeas.counts.rate_limited++;
        return this.failure(429);
      }
    }
    const body = bodyObject(ask);
    if (body === null) return invalid("object", typeof ask.body, "type", "body");
    switch (ask.path) {
      case "/email-search":
        return this.#submitOne("email-search", body);
      case "/email-verification":
        return this.#submitOne("email-verification", body);
      case "/domain-search":
        return this.#submitOne("domain-search", body);
      case "/bulk-search":
        return this.#submitBulk(body);
      case "/bulk-single-searchs/read":
        return this.#read(body);
      case "/search-files/read":
        return this.#readFiles(body);
      case "/a/actions/subscription-information":
        return json(200, {
          success: true,
          userId: "u_sandbox",
          credits: ledgers.icypeas.left,
          plan: "sandbox",
          priceId: "price_sandbox",
          status: "active",
          lastInvoiceUrl: null,
          quotas: { daily: 0 },
        });
      default:
        return json(404, { success: false, message: "Not found" });
    }
  }

  #submitOne(task: Task, body: Record<string, unknown>): Reply {
    const fields =
      task === "email-search"
        ? ["firstname", "lastname", "domainOrCompany"]
        : [task === "email-verification" ? "email" : "domainOrCompany"];
    for (const field of fields) {
      const value = body[field];
      if (value !== undefined && value !== null && typeof value !== "string")
        return invalid("string", typeof value, "string", field);
    }
    const row = fields.map((field) => text(body[field]));
    if (row.at(-1) === "") return invalid("defined", "undefined", "required", fields.at(-1) ?? "");
    if (task === "email-search" && row[0] === "" && row[1] === "") {
      return invalid("defined", "undefined", "required", "firstname", "Firstname or lastname are mandatory");
    }
    const custom = isRecord(body.custom) ? body.custom : {};
    const now = this.#world.now();
    const search: Search = {
      id: `p_${this.#world.newId(18)}`,
      file: "",
      name: singleName,
      order: 0,
      task,
      row,
      externalId: text(custom.externalId),
      webhookUrl: text(custom.webhookUrl),
      createdAt: now,
      finishAt: now + this.#duration(),
      final: settle(this.#world, task, row),
    };
    this.#singles.set(search.id, search);
    if (search.webhookUrl !== "") this.#tellItem(search, search.webhookUrl);
    return json(200, { success: true, item: { _id: search.id, status: "NONE" } });
  }

  #submitBulk(body: Record<string, unknown>): Reply {
    const task = tasks.find((known) => known === body.task);
    if (task === undefined) return invalid(tasks.join("|"), String(body.task), "stringEnum", "task");
    const name = text(body.name);
    if (name === "") return invalid("defined", "undefined", "required", "name");
    const { data } = body;
    if (!Array.isArray(data) || data.length === 0) return invalid("array", typeof data, "required", "data");
    if (data.length > maxRows) return invalid(String(maxRows), String(data.length), "arrayMax", "data");
    const width = task === "email-search" ? 3 : 1;
    const rows: string[][] = [];
    for (const [i, row] of data.entries()) {
      if (!Array.isArray(row) || row.length !== width)
        return invalid(String(width), String(row?.length), "arrayLength", `data[${i}]`);
      rows.push(row.map(text));
    }
    const custom = isRecord(body.custom) ? body.custom : {};
    const externalIds = Array.isArray(custom.externalIds) ? custom.externalIds.map(text) : [];
    if (custom.externalIds !== undefined && externalIds.length !== rows.length) {
      return invalid(String(rows.length), String(externalIds.length), "arrayLength", "custom.externalIds");
    }
    const now = this.#world.now();
    const id = `f_${this.#world.newId(18)}`;
    const webhookUrl = text(custom.webhookUrlItem);
    const first = this.#duration();
    // Rows of one file are worked off side by side; a long file takes longer, not row times row.
    const perRow = 6 * this.#world.scale;
    const searches = rows.map((row, order): Search => {
      const finishAt = now + first + order * perRow;
      const externalId = externalIds[order] ?? "";
      const final = settle(this.#world, task, row);
      return {
        id: `${id}_${order}`,
        file: id,
        name,
        order,
        task,
        row,
        externalId,
        webhookUrl,
        createdAt: now,
        finishAt,
        final,
      };
    });
    const file: BulkFile = { id, name, task, createdAt: now, finishAt: searches.at(-1)?.finishAt ?? now, searches };
    this.#files.set(id, file);
    if (webhookUrl !== "") for (const search of searches) this.#tellItem(search, webhookUrl);
    const doneUrl = text(custom.webhookUrlBulkDone);
    if (doneUrl !== "") this.#tellDone(file, doneUrl, custom.includeResultsInWebhook === true);
    return json(200, { success: true, status: "in_progress", file: id });
  }

  #read(body: Record<string, unknown>): Reply {
    const now = this.#world.now();
    const show = (searches: readonly Search[]) => searches.map((search) => itemOf(this.#world, search, now));
    if (body.id !== undefined) {
      const search = this.#find(text(body.id));
      if (search === undefined)
        return json(200, { success: false, error: "SearchNotFoundError", message: "Search not found." });
      return json(200, { success: true, items: show([search]), total: 1, sorts: sortsOf([search]) });
    }
    if (body.mode === "bulk") {
      if (body.type !== undefined) return invalid("undefined", text(body.type), "forbidden", "type");
      const id = text(body.file);
      const file = this.#files.get(id);
      if (id !== "" && file === undefined)
        return json(200, { success: false, error: "SearchNotFoundError", message: "File not found." });
      const rows = file === undefined ? [...this.#files.values()].flatMap(({ searches }) => searches) : file.searches;
      return this.#page(body, rows, show);
    }
    if (body.mode !== undefined && body.mode !== "single")
      return invalid("single|bulk", text(body.mode), "stringEnum", "mode");
    const type = text(body.type);
    const singles = [...this.#singles.values()].reverse();
    return this.#page(body, type === "" ? singles : singles.filter(({ task }) => task === type), show);
  }

  /** One page; `sorts` of an answer leads to the next one. */
  #page(body: Record<string, unknown>, all: readonly Search[], show: (page: readonly Search[]) => unknown[]): Reply {
    const limit = typeof body.limit === "number" ? Math.min(Math.max(1, Math.floor(body.limit)), 100) : 10;
    const start = startOf(body, all, limit, ({ id }) => id);
    if (start === null) return invalid("array", typeof body.sorts, "array", "sorts");
    const page = all.slice(start, start + limit);
    return json(200, { success: true, items: show(page), total: all.length, sorts: sortsOf(page) });
  }

  #readFiles(body: Record<string, unknown>): Reply {
    const now = this.#world.now();
    const wanted = text(body.file);
    const { status } = body;
    if (status !== undefined && status !== "in_progress" && status !== "done") {
      return invalid("in_progress|done", text(status), "stringEnum", "status");
    }
    const files = [...this.#files.values()]
      .reverse()
      .filter(({ id }) => wanted === "" || id === wanted)
      .filter(({ finishAt }) => status === undefined || (status === "done") === now >= finishAt);
    const limit = typeof body.limit === "number" ? Math.min(Math.max(1, Math.floor(body.limit)), 50) : 10;
    const start = startOf(body, files, limit, ({ id }) => id);
    if (start === null) return invalid("array", typeof body.sorts, "array", "sorts");
    const page = files.slice(start, start + limit);
    const sorts = [page[0], page.at(-1)].flatMap((file) => (file === undefined ? [] : [[file.createdAt, file.id]]));
    return json(200, { success: true, files: page.map((file) => fileOf(file, now)), total: files.length, sorts });
  }

  #find(id: string): Search | undefined {
    const single = this.#singles.get(id);
    if (single !== undefined) return single;
    const cut = id.lastIndexOf("_");
    return this.#files.get(id.slice(0, cut))?.searches[Number(id.slice(cut + 1))];
  }

  /** 3 to 15 s, one in thirty up to a minute. */
  #duration(): number {
    const { scale } = this.#world;
    if (scale === 0) return 0;
    return this.#world.serial() % 30 === 0 ? this.#world.wait(20_000, 60_000) : this.#world.wait(3_000, 15_000);
  }

  #tellItem(search: Search, url: string): void {
    this.#world.later(search.finishAt - this.#world.now(), () => {
      this.#send(url, itemOf(this.#world, search, search.finishAt));
    });
  }

  #tellDone(file: BulkFile, url: string, withResults: boolean): void {
    this.#world.later(file.finishAt - this.#world.now(), () => {
      const count = (status: string) => file.searches.filter(({ final }) => final === status).length;
      const certainties = { verySure: 0, sure: 0, probable: 0, undeliverable: 0 };
      for (const search of file.searches) {
        if (search.task !== "email-search" || !foundStatuses.includes(search.final)) continue;
        const { label } = truthOfRow(this.#world, search.row).findableBy.icypeas;
        if (label === "probable") certainties.probable++;
        else if (label === "sure") certainties.sure++;
        else certainties.verySure++;
      }
      const total = file.searches.length - count("BAD_INPUT");
      this.#send(url, {
        file: file.id,
        total,
        done: total - count("INSUFFICIENT_FUNDS"),
        found: count("DEBITED") + count("FOUND"),
        aborted: 0,
        insufficientCredits: count("INSUFFICIENT_FUNDS"),
        certainties,
        ...(withResults
          ? { results: file.searches.map((search) => itemOf(this.#world, search, search.finishAt)) }
          : {}),
      });
    });
  }

  #send(url: string, data: unknown): void {
    const timestamp = new Date(this.#world.now()).toISOString();
    const signature = signIcypeasWebhook(this.#world.options.icypeasSecret, url, timestamp);
    void this.#world.post(this.#world.ledgers.icypeas, url, JSON.stringify({ signature, timestamp, data }));
  }
}

function sortsOf(page: readonly Search[]): unknown[] {
  const last = page.at(-1);
  return page[0] === undefined || last === undefined ? [] : [page[0], last].map(({ createdAt, id }) => [createdAt, id]);
}

/** Where the asked page starts: behind (`next: true`) or before (`next: false`) the page that `sorts` came with. */
function startOf<T>(
  body: Record<string, unknown>,
  all: readonly T[],
  limit: number,
  id: (entry: T) => string,
): number | null {
  const { sorts, next } = body;
  if (sorts === undefined || sorts === null || next === undefined) return 0;
  if (!Array.isArray(sorts)) return null;
  const edge: unknown = next === true ? sorts.at(-1) : sorts[0];
  if (!Array.isArray(edge)) return null;
  const at = all.findIndex((entry) => id(entry) === edge[1]);
  if (at < 0) return all.length;
  return next === true ? at + 1 : Math.max(0, at - limit);
}

function fileOf(file: BulkFile, now: number): Record<string, unknown> {
  const over = file.searches.filter((search) => statusAt(search, now) === search.final);
  const count = (status: string) => over.filter(({ final }) => final === status).length;
  const finished = now >= file.finishAt;
  return {
    file: file.id,
    system: {
      createdAt: new Date(file.createdAt).toISOString(),
      modifiedAt: new Date(Math.min(now, file.finishAt)).toISOString(),
    },
    name: file.name,
    found: count("DEBITED") + count("FOUND"),
    done: over.length - count("BAD_INPUT") - count("INSUFFICIENT_FUNDS"),
    aborted: 0,
    "credits-missing": count("INSUFFICIENT_FUNDS"),
    "in-progress": file.searches.length - over.length,
    "bad-input": count("BAD_INPUT"),
    total: file.searches.length,
    generationInProgress: !finished,
    exported: false,
    task: file.task,
    finished,
  };
}

function invalid(expected: string, actual: string, type: string, field: string, message = `validation_${type}`): Reply {
  return json(200, { success: false, validationErrors: [{ expected, actual, type, field, message }] });
}
