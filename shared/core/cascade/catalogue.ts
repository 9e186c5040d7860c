import { apolloEntry } from "../providers/apollo/entry.ts";
import { dropcontactEntry } from "../providers/dropcontact/entry.ts";
import { findymailEntry } from "../providers/findymail/entry.ts";
import { hunterEntry } from "../providers/hunter/entry.ts";
import { icypeasEntry } from "../providers/icypeas/entry.ts";
import type { Channel } from "../providers/provider-port.ts";
import type { CatalogueEntry } from "./catalogue-entry.ts";

/** Every provider the product knows, in the order in which they are asked unless a user says otherwise. */
export const catalogue: readonly CatalogueEntry[] = [
  icypeasEntry,
  dropcontactEntry,
  hunterEntry,
  apolloEntry,
  findymailEntry,
];

/** The entry of that name, or undefined for a name that is not in the catalogue. */
export function catalogueEntry(name: string): CatalogueEntry | undefined {
  return catalogue.find((entry) => entry.name === name);
}

/** Names of all providers of a channel, in catalogue order. */
export function providersOf(channel: Channel): string[] {
  return catalogue.filter((entry) => entry.channels.includes(channel)).map((entry) => entry.name);
}

/** The order of the e-mail cascade where the user chose none; providers without a key drop out of it. */
export const defaultOrder: readonly string[] = providersOf("email");

/** The same for the phone channel. */
export const defaultPhoneOrder: readonly string[] = providersOf("phone");

/** Whom the sandbox plays unless others are asked for by name: the four that most installations start with. */
export const sandboxOrder: readonly string[] = ["icypeas", "dropcontact", "hunter", "apollo"];
