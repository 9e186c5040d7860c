import type { PersonQuery } from "#core/providers/provider-port.ts";
import type { Task } from "../_shared/db/worker.ts";

/** What providers are told of a task's contact. */
export function personQuery({ contact }: Task): PersonQuery {
  return {
    ref: contact.id,
    firstName: contact.first_name,
    lastName: contact.last_name,
    fullName: contact.full_name,
    company: contact.company,
    domain: contact.domain,
    linkedinUrl: contact.linkedin_url,
    country: contact.country,
  };
}
