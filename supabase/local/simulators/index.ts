import type { AddressInfo } from "node:net";
import { ApolloSimulator } from "./apollo.ts";
import { DropcontactSimulator } from "./dropcontact.ts";
import { FaultScript, type Faults } from "./faults.ts";
import { type ProviderName, providerNames } from "./findings.ts";
import { FindymailSimulator } from "./findymail.ts";
import { HunterSimulator } from "./hunter.ts";
import { IcypeasSimulator } from "./icypeas.ts";
import { Journal } from "./journal.ts";
import { goOn, recorded } from "./recorder.ts";
import { createSimulatorServer, type Mount } from "./server.ts";
import { type SimulatorStats, snapshotOf } from "./stats.ts";
import { type Latency, World } from "./world.ts";

export type { Fault, Faults } from "./faults.ts";
export { signIcypeasWebhook } from "./icypeas.ts";
export { type ProviderName, providerNames, type Truth, truthOf } from "./population.ts";
export type { SimulatorStats } from "./stats.ts";
export type { Latency } from "./world.ts";

export interface SimulatorOptions {
  /** 0 or absent: any free port. */
  port?: number;
  host?: string;
  /** `realistic`: the vendors' own times. `fast`: about a sixteenth of them. `none`: at once. Default `fast`. */
  latency?: Latency;
  /** `published` (default): the vendors' limits, in real time whatever the latency. `off`: none. */
  limits?: "published" | "off";
  /** Credits of an account; a million where absent. */
  credits?: Partial<Record<ProviderName, number>>;
  faults?: Faults;
  seed?: number;
  /** Apollo counts free accounts in three windows, paid ones by the minute only. Default `paid`. */
  apolloPlan?: "paid" | "free";
  /**
   * File that carries the state over a restart or a kill: jobs handed in before are known again under their ids, and so is
   * who was bought. Absent: everything is forgotten at the end.
   */
  journalFile?: string;
  /** How Hunter says that nobody was found. Default `null` (status 200, no address). */
  hunterMiss?: "null" | "404";
}

export interface Simulators {
  /** Where the server listens, without path. */
  url: string;
  baseUrls: Record<ProviderName, string>;
  keys: Record<ProviderName, string>;
  icypeasSecret: string;
  /** Resolver that answers `?name=&type=` with dns-json. */
  dohUrl: string;
  stats(): SimulatorStats;
  /** Forgets jobs, books, limits and faults. */
  reset(): void;
  /** Replaces the scripted faults; providers that are not named have none afterwards. */
  setFaults(faults: Faults): void;
  close(): Promise<void>;
}

const prefixes: Readonly<Record<ProviderName, string>> = {
  icypeas: "/icypeas/api",
  dropcontact: "/dropcontact",
  hunter: "/hunter/v2",
  apollo: "/apollo/api/v1",
  findymail: "/findymail/api",
};

/** Brings up all provider simulators and the resolver on one port. */
export async function startSimulators(options: SimulatorOptions = {}): Promise<Simulators> {
  const host = options.host ?? "127.0.0.1";
  const keys = byProvider((name) => `sandbox-${name}-key`);
  const icypeasSecret = "sandbox-icypeas-secret";
  const world = new World({
    latency: options.latency ?? "fast",
    limits: options.limits ?? "published",
    credits: options.credits ?? {},
    seed: options.seed ?? 0,
    keys,
    icypeasSecret,
    apolloPlan: options.apolloPlan ?? "paid",
    hunterMiss: options.hunterMiss ?? "null",
  });
  const simulators = {
    icypeas: new IcypeasSimulator(world),
    dropcontact: new DropcontactSimulator(world),
    hunter: new HunterSimulator(world),
    apollo: new ApolloSimulator(world),
    findymail: new FindymailSimulator(world),
  };
  const journal = options.journalFile === undefined ? null : new Journal(options.journalFile, world.run);
  if (journal !== null) goOn(world, simulators, journal);
  const mounts = providerNames.map(
    (provider): Mount => ({
      provider,
      prefix: prefixes[provider],
      simulator: recorded(world, provider, simulators[provider], journal),
      faults: new FaultScript(),
    }),
  );
  const controls = {
    stats: () => snapshotOf(world.ledgers),
    setFaults: (faults: Faults) => {
      for (const mount of mounts) mount.faults.set(faults[mount.provider] ?? []);
    },
    reset: () => {
      world.reset();
      journal?.clear(world.run);
      for (const mount of mounts) {
        mount.simulator.reset();
        mount.faults.set([]);
      }
    },
  };
  if (options.faults !== undefined) controls.setFaults(options.faults);

  const server = createSimulatorServer(world, mounts, controls);
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
  let closed: Promise<void> | undefined;
  const url = `http://${host.includes(":") ? `[${host}]` : host}:${portOf(server.address())}`;
  return {
    url,
    baseUrls: byProvider((name) => url + prefixes[name]),
    keys,
    icypeasSecret,
    dohUrl: `${url}/dns-query`,
    ...controls,
    close: () => {
      closed ??= new Promise((resolve, reject) => {
        world.reset();
        journal?.close();
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      });
      return closed;
    },
  };
}

function byProvider(value: (name: ProviderName) => string): Record<ProviderName, string> {
  return {
    icypeas: value("icypeas"),
    dropcontact: value("dropcontact"),
    hunter: value("hunter"),
    apollo: value("apollo"),
    findymail: value("findymail"),
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("The simulators listen on no port.");
  return address.port;
}
