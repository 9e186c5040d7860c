import { bareName, type DnsQuery, type DnsRow, type RawAnswer } from "#functions/_shared/dns/dns-query.ts";
import { ApolloSimulator } from "#local/simulators/apollo.ts";
import { dnsType, resolve } from "#local/simulators/dns.ts";
import { DropcontactSimulator } from "#local/simulators/dropcontact.ts";
import { FindymailSimulator } from "#local/simulators/findymail.ts";
import { HunterSimulator } from "#local/simulators/hunter.ts";
import { IcypeasSimulator } from "#local/simulators/icypeas.ts";
import { type Simulator, World, type WorldOptions } from "#local/simulators/world.ts";
import type { VirtualClock } from "./virtual-clock.ts";

/** The world of the simulators on a clock of ours. */
class VirtualWorld extends World {
  readonly #clock: VirtualClock;

  constructor(options: WorldOptions, clock: VirtualClock) {
    super(options);
    this.#clock = clock;
  }

  override now(): number {
    return this.#clock.now();
  }

  override later(ms: number, work: () => void): void {
    void this.#clock.sleep(ms).then(work);
  }
}

export interface VirtualProviders {
  world: World;
  fetch: typeof fetch;
  /** Settings that lead the clients here. */
  settings: Record<string, string>;
  dnsQuery: DnsQuery;
}

const keys = {
  icypeas: "sandbox-icypeas-key",
  dropcontact: "sandbox-dropcontact-key",
  hunter: "sandbox-hunter-key",
  apollo: "sandbox-apollo-key",
  findymail: "sandbox-findymail-key",
};

/** Way to a provider and back, besides what it takes itself. */
const networkMs = 40;

/** The providers' simulators without a socket in between: published limits and latencies, on the clock's time. */
export function virtualProviders(clock: VirtualClock, options: Partial<WorldOptions> = {}): VirtualProviders {
  const world = new VirtualWorld(
    {
      latency: "realistic",
      limits: "published",
      credits: {},
      seed: 0,
      keys,
      icypeasSecret: "sandbox-icypeas-secret",
      apolloPlan: "paid",
      hunterMiss: "null",
      ...options,
    },
    clock,
  );
  const simulators: Record<string, Simulator> = {
    icypeas: new IcypeasSimulator(world),
    dropcontact: new DropcontactSimulator(world),
    hunter: new HunterSimulator(world),
    apollo: new ApolloSimulator(world),
    findymail: new FindymailSimulator(world),
  };
  const settings: Record<string, string> = {};
  for (const [name, key] of Object.entries(keys)) {
    settings[`${name.toUpperCase()}_BASE_URL`] = `http://simulators/${name}`;
    settings[`${name.toUpperCase()}_API_KEY`] = key;
  }
  return {
    world,
    settings,
    dnsQuery: memoryDns(world.options.seed),
    fetch: async (input, init) => {
      const url = new URL(String(input));
      const [, name = "", ...rest] = url.pathname.split("/");
      const simulator = simulators[name];
      if (simulator === undefined) throw new TypeError("fetch failed");
      const headers = new Headers(init?.headers);
      await clock.sleep(networkMs / 2);
      const reply = simulator.answer({
        method: init?.method ?? "GET",
        path: `/${rest.join("/")}`,
        query: url.searchParams,
        header: (header) => headers.get(header) ?? undefined,
        body: typeof init?.body === "string" ? init.body : "",
      });
      await clock.sleep(networkMs / 2 + (reply.delayMs ?? 0));
      return new Response(reply.body, {
        status: reply.status,
        headers: { "content-type": reply.contentType ?? "application/json", ...reply.headers },
      });
    },
  };
}

/** The sandbox's resolver without a socket. */
export const memoryDns =
  (seed: number): DnsQuery =>
  async (name, type) =>
    answerOf(resolve(name, dnsType(type) ?? 1, seed));

const rowTypes: Readonly<Record<number, DnsRow["type"]>> = { 1: "A", 15: "MX", 16: "TXT", 28: "AAAA" };

function answerOf(answer: ReturnType<typeof resolve>): RawAnswer {
  if (answer.Status === 3) return { outcome: "nxdomain", rows: [], negativeTtl: null };
  if (answer.Status !== 0) return { outcome: "servfail", rows: [], negativeTtl: null };
  const rows = (answer.Answer ?? []).map(
    ({ name, type, TTL, data }): DnsRow => ({ name: bareName(name), type: rowTypes[type] ?? "OTHER", ttl: TTL, data }),
  );
  return { outcome: "ok", rows, negativeTtl: null };
}
