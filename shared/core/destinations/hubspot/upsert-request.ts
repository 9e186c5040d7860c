import type { DeliveredPerson } from "../words.ts";
import { contactKey, contactProperties } from "./contact-properties.ts";

/** The version that the paths of the HTTP API name. */
export const hubspotVersion = "2026-09";

/** Contacts in one call, at most. */
export const batchSize = 100;

export interface UpsertRequest {
  path: string;
  body: {
    inputs: { id: string; idProperty: "email"; objectWriteTraceId: string; properties: Record<string, string> }[];
  };
}

/**
 * One call for up to 100 people with different addresses: HubSpot refuses a batch that names a contact twice. Every input
 * carries the id of our contact, or one bad row would refuse the whole batch and no error could be told to its row.
 */
export function upsertRequest(people: readonly DeliveredPerson[], without: ReadonlySet<string>): UpsertRequest {
  if (people.length > batchSize) throw new RangeError(`HubSpot takes ${batchSize} contacts in a call.`);
  return {
    path: `/crm/objects/${hubspotVersion}/contacts/batch/upsert`,
    body: {
      inputs: people.map((person) => ({
        id: contactKey(person.email),
        idProperty: "email",
        objectWriteTraceId: person.contact_id,
        properties: contactProperties(person, without),
      })),
    },
  };
}
