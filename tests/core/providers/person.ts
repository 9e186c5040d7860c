import type { PersonQuery } from "#core/providers/provider-port.ts";

/** An invented person; everything can be changed. */
export function person(changes: Partial<PersonQuery> = {}): PersonQuery {
  return {
    ref: "lead-1",
    firstName: "Lena",
    lastName: "Ortiz",
    fullName: "Lena Ortiz",
    company: "Northwind",
    domain: "northwind.example",
    linkedinUrl: null,
    country: null,
    ...changes,
  };
}
