/** Synthetic people as LinkedIn's page would describe them. No name here belongs to anybody. */
export interface SyntheticPerson {
  id: number;
  first: string;
  last: string;
  title: string;
  company: string;
  companyId: number | null;
  location: string;
}

const firsts = ["Ada", "Ben", "Chloé", "Dmitri", "Eun-ji", "Farid", "Greta", "Hugo", "Inès", "Jonas"];
const lasts = ["Example", "Sampleton", "Fixture", "Mockridge", "van Testen", "Probst-Muster", "Placeholder"];
const titles = ["Head of Sales", "CTO", "Responsable marketing", "Data Engineer", "Leiterin Einkauf"];
const companies = ["Orchard Sample GmbH", "Northwind Mock Ltd", "Atelier Exemple SAS", "Fabrikam Test Inc."];
const places = ["Lyon, Auvergne-Rhône-Alpes, France", "Berlin, Germany", "Austin, Texas, United States"];
const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

export function syntheticPerson(index: number): SyntheticPerson {
  return {
    id: 910_000_000 + index,
    first: pick(firsts, index),
    last: `${pick(lasts, index)}${index < 70 ? "" : ` ${String.fromCharCode(65 + (index % 26))}${"bcdefghij"[Math.floor(index / 70) % 9]}`}`,
    title: pick(titles, index),
    company: pick(companies, index),
    // Some companies have no page of their own: a valid state.
    companyId: index % 9 === 8 ? null : 5_000 + (index % 4),
    location: pick(places, index),
  };
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** A profile token: 29 bytes, the member id as bytes 4–7. */
export function profileToken(memberId: number, kind: "sales" | "classic" = "sales"): string {
  const bytes = [0, kind === "sales" ? 0x2c : 0x2a, 0, 0];
  for (const shift of [24, 16, 8, 0]) bytes.push(Math.floor(memberId / 2 ** shift) & 0xff);
  for (let index = 0; index < 21; index += 1) bytes.push((memberId * 31 + index * 17) & 0xff);
  let text = "";
  for (let bit = 0; bit < bytes.length * 8; bit += 6) {
    let value = 0;
    for (let offset = 0; offset < 6; offset += 1) {
      const at = bit + offset;
      value = (value << 1) | (((bytes[at >> 3] ?? 0) >> (7 - (at & 7))) & 1);
    }
    text += alphabet[value];
  }
  return text;
}

/** One row of a lead search as the page loads it. */
export function leadRow(index: number, changes: Record<string, unknown> = {}): Record<string, unknown> {
  const person = syntheticPerson(index);
  const companyUrn = person.companyId === null ? {} : { companyUrn: `urn:li:fs_salesCompany:${person.companyId}` };
  return {
    entityUrn: `urn:li:fs_salesProfile:(${profileToken(person.id)},NAME_SEARCH,a${index}Bc)`,
    objectUrn: `urn:li:member:${person.id}`,
    fullName: `${person.first} ${person.last}`,
    firstName: person.first,
    lastName: person.last,
    geoRegion: person.location,
    degree: 1 + (index % 3),
    currentPositions: [
      {
        title: person.title,
        companyName: person.company,
        current: true,
        posId: 7_000 + index,
        startedOn: { year: 2019 + (index % 5), month: 1 + (index % 12) },
        tenureAtCompany: { numYears: 2 },
        ...companyUrn,
      },
    ],
    summary: `About ${person.first}.`,
    premium: index % 2 === 0,
    openLink: false,
    memorialized: false,
    blockThirdPartyDataSharing: false,
    saved: false,
    viewed: false,
    trackingId: "track==",
    ...changes,
  };
}

export interface SearchOptions {
  start?: number;
  count?: number;
  total?: number;
  session?: string;
  rows?: Record<string, unknown>[];
}

/** The flat body of `salesApiLeadSearch`. */
export function leadSearchBody({ start = 0, count = 25, total = 68, session = "S1==", rows }: SearchOptions = {}) {
  const last = Math.min(start + count, total);
  return {
    elements: rows ?? Array.from({ length: Math.max(0, last - start) }, (_, offset) => leadRow(start + offset)),
    paging: { start, count, total, links: [] },
    metadata: {
      totalDisplayCount: String(total),
      filters: [{ displayName: "Geography", values: [{ text: "France" }] }],
      tracking: { sessionId: session, requestId: "r1" },
    },
  };
}

/** The same as `leadSearchBody` in the normalized form: rows and companies listed beside each other. */
export function normalizedBody(options: SearchOptions = {}) {
  const { elements, paging, metadata } = leadSearchBody(options);
  const companies = new Map<string, Record<string, unknown>>();
  const hits = elements.map((row) => ({
    ...row,
    entityUrn: row.entityUrn,
    $type: "com.linkedin.sales.search.DecoratedPeopleSearchHit",
    currentPositions: (row.currentPositions as Record<string, unknown>[]).map(({ companyName, ...position }) => {
      const urn = position.companyUrn;
      if (typeof urn !== "string") return { ...position, companyName };
      companies.set(urn, { entityUrn: urn, name: companyName, $type: "com.linkedin.sales.company.Company" });
      return { ...position, "*companyUrnResolutionResult": urn };
    }),
  }));
  return {
    data: { "*elements": hits.map((hit) => hit.entityUrn), paging, metadata },
    included: [...companies.values(), ...hits],
  };
}

/** One company of an account search. */
export const accountRow = (index: number): Record<string, unknown> => ({
  entityUrn: `urn:li:fs_salesCompany:${5_000 + index}`,
  companyName: `Sample Works ${index} Ltd`,
  industry: "Software Development",
  employeeCountRange: "11-50 employees",
  employeeDisplayCount: "40",
  description: "Makes samples.",
  saved: false,
});

/** The body of `salesApiProfiles/(…)`, with contact data that must never be taken. */
export function profileBody(index: number, changes: Record<string, unknown> = {}) {
  const { currentPositions, geoRegion, ...row } = leadRow(index);
  return {
    ...row,
    location: geoRegion,
    headline: "Head of Sales at Orchard Sample",
    positions: currentPositions,
    flagshipProfileUrl: `https://www.linkedin.com/in/sample-person-${index}`,
    contactInfo: { primaryEmail: "private@mailbox.example", phoneNumbers: ["+33 6 00 00 00 00"], socialHandles: [] },
    memberBadges: { premium: true, openLink: true },
    ...changes,
  };
}

/** The body of `salesApiCompanies/<id>`: what an account page knows of its company. */
export const companyBody = (index: number, changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  entityUrn: `urn:li:fs_salesCompany:${5_000 + index}`,
  name: `Sample Works ${index} Ltd`,
  website: `https://www.sample-works-${index}.example/about`,
  employeeCount: 42,
  employeeCountRange: "11-50 employees",
  headquarters: { city: "Lyon", country: "France" },
  industry: "Software Development",
  type: "Privately Held",
  yearFounded: 2011,
  ...changes,
});
