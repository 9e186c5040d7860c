import type { Resolver } from "#core/verification/dns/resolver-port.ts";
import { readEnv, SettingError } from "../env.ts";
import { createResolver } from "./create-resolver.ts";
import { dohQuery, publicDohServers } from "./doh.ts";

/** The servers of `DOH_URL` (one address or several with commas), or null when it is not set. */
export function dohServersFromSettings(): string[] | null {
  const text = readEnv("DOH_URL");
  if (text === undefined) return null;
  const servers = text.split(",").map((part) => part.trim().replace(/\/+$/, ""));
  for (const server of servers) {
    if (!URL.canParse(server) || !/^https?:$/.test(new URL(server).protocol)) {
      throw new SettingError(
        "DOH_URL",
        `is "${text}": it takes addresses that start with https://, with commas between.`,
      );
    }
  }
  return servers;
}

/** DNS over HTTPS: the servers of `DOH_URL`, else two public ones. Reserved names are asked only of the former. */
export function resolverFromSettings(now: () => number): Resolver {
  const servers = dohServersFromSettings();
  return createResolver({ query: dohQuery(servers ?? publicDohServers), now, asksReserved: servers !== null });
}
