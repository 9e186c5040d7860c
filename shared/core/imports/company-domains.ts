/** The field in which a lead names its company by LinkedIn's number. */
const idField = "company_linkedin_id";

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const idOf = (lead: Record<string, unknown>): string | null => {
  const id = Object.hasOwn(lead, idField) ? lead[idField] : null;
  return typeof id === "string" && /^[1-9]\d{0,14}$/.test(id) ? id : null;
};

const says = (lead: Record<string, unknown>, name: string): boolean => {
  const value = Object.hasOwn(lead, name) ? lead[name] : null;
  return value !== null && value !== undefined && value !== "";
};

/** Numbers of companies whose domains would help: those of leads that bring none. Each once. */
export const companyIdsOf = (leads: readonly unknown[]): string[] => [
  ...new Set(
    leads.flatMap((lead) =>
      isRecord(lead) && !says(lead, "domain") && !says(lead, "website") ? (idOf(lead) ?? []) : [],
    ),
  ),
];

/** The leads with the domain of their company, where they bring none themselves. */
export const addDomains = (leads: readonly unknown[], domains: Readonly<Record<string, string>>): readonly unknown[] =>
  leads.map((lead) => {
    if (!isRecord(lead) || says(lead, "domain") || says(lead, "website")) return lead;
    const id = idOf(lead);
    const domain = id !== null && Object.hasOwn(domains, id) ? domains[id] : undefined;
    return domain === undefined ? lead : { ...lead, domain };
  });
