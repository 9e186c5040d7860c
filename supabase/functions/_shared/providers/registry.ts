import { catalogue } from "#core/cascade/catalogue.ts";
import type { CatalogueEntry, ChannelPlan } from "#core/cascade/catalogue-entry.ts";
import { readEnv, SettingError } from "../env.ts";
import { apolloClient } from "./apollo.ts";
import type { ProviderClient } from "./client.ts";
import { dropcontactClient } from "./dropcontact.ts";
import { findymailClient } from "./findymail.ts";
import { hunterClient } from "./hunter.ts";
import { icypeasClient } from "./icypeas.ts";
import { withRateLimit } from "./rate-windows.ts";

/** The client of each catalogue entry; a test holds the two lists together. */
const clients: Readonly<Record<string, ProviderClient>> = {
  icypeas: icypeasClient,
  dropcontact: dropcontactClient,
  hunter: hunterClient,
  apollo: apolloClient,
  findymail: findymailClient,
};

export function providerClient(name: string): ProviderClient | undefined {
  return Object.hasOwn(clients, name) ? clients[name] : undefined;
}

/** A provider whose key is set, with the settings of its user worked into the entry. */
export interface ConfiguredProvider {
  name: string;
  entry: CatalogueEntry;
  client: ProviderClient;
  /** By name, keys included: for `createProviderContext`. Never logged. */
  settings: Readonly<Record<string, string>>;
}

export interface Configuration {
  /** In catalogue order. */
  providers: ConfiguredProvider[];
  /** Providers without a key and the settings that would switch them on. */
  leftOut: { name: string; missing: string[] }[];
}

/** Where settings come from: the environment, or a record with the same names. */
export type SettingSource = ((name: string) => string | undefined) | Readonly<Record<string, string | undefined>>;

/** Settings besides the required ones, by suffix. */
const optional = ["API_SECRET", "BASE_URL", "WEBHOOK_URL"] as const;

/** Which providers can be asked. Throws a SettingError, one sentence naming the setting, for a value that is wrong. */
export function configuredProviders(source: SettingSource = readEnv): Configuration {
  const read = (name: string) => {
    const value = (typeof source === "function" ? source(name) : source[name])?.trim();
    return value === "" ? undefined : value;
  };
  const configuration: Configuration = { providers: [], leftOut: [] };
  for (const entry of catalogue) {
    const client = providerClient(entry.name);
    if (client === undefined) continue;
    const prefix = entry.name.toUpperCase();
    const missing = entry.settings.filter((name) => read(name) === undefined);
    // Wrong values are told even while the key is missing: they would be wrong the day it comes.
    const adjusted = adjust(entry, prefix, read);
    const settings = collect(entry, client, prefix, read);
    if (missing.length > 0) configuration.leftOut.push({ name: entry.name, missing });
    else configuration.providers.push({ name: entry.name, entry: adjusted, client, settings });
  }
  return configuration;
}

type ReadSetting = (name: string) => string | undefined;

function collect(
  entry: CatalogueEntry,
  client: ProviderClient,
  prefix: string,
  read: ReadSetting,
): Record<string, string> {
  const settings: Record<string, string> = {};
  for (const name of [...entry.settings, ...optional.map((suffix) => `${prefix}_${suffix}`)]) {
    const value = read(name);
    if (value === undefined) continue;
    if (name.endsWith("_URL")) settings[name] = checkedUrl(name, value);
    else settings[name] = checkedKey(name, value);
  }
  const publicUrl = read("PUBLIC_URL");
  const webhookUrl = `${entry.name.toUpperCase()}_WEBHOOK_URL`;
  // Providers call public https addresses only; anywhere else results are fetched by polling alone.
  if (publicUrl?.startsWith("https://") && settings[webhookUrl] === undefined && client.readCallback !== undefined) {
    settings[webhookUrl] = `${checkedUrl("PUBLIC_URL", publicUrl)}/functions/v1/webhooks/${entry.name}`;
  }
  return settings;
}

function adjust(entry: CatalogueEntry, prefix: string, read: ReadSetting): CatalogueEntry {
  const perMinute = wholeNumber(`${prefix}_RATE_LIMIT`, read, 1, 10_000_000);
  const pollMs = wholeNumber(`${prefix}_POLL_MS`, read, 10, 3_600_000);
  const limited = perMinute === undefined ? entry : withRateLimit(entry, perMinute);
  if (pollMs === undefined) return limited;
  const { phone } = limited;
  return {
    ...limited,
    poll: withPoll(limited, pollMs),
    ...(phone === undefined ? {} : { phone: { ...phone, poll: withPoll(phone, pollMs) } }),
  };
}

/** Whoever asks for an earlier first poll does not want to wait longer for the second. */
function withPoll({ poll }: ChannelPlan, firstMs: number): ChannelPlan["poll"] {
  return { ...poll, firstMs, nextMs: Math.min(poll.nextMs, firstMs) };
}

function wholeNumber(name: string, read: ReadSetting, min: number, max: number): number | undefined {
  const text = read(name);
  if (text === undefined) return undefined;
  const value = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw new SettingError(name, `is "${text.slice(0, 40)}": it takes a whole number from ${min} to ${max}.`);
}

function checkedUrl(name: string, text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new SettingError(name, "takes an address that starts with https:// or http://.");
  }
  return text.replace(/\/+$/, "");
}

/** Keys travel in headers, which cannot hold everything; the value itself is not repeated in the message. */
function checkedKey(name: string, text: string): string {
  if (/^[\x21-\x7e]{1,500}$/.test(text)) return text;
  throw new SettingError(name, "is no key: it takes letters, digits and signs without spaces.");
}
