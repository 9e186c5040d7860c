/** What a response of LinkedIn's page interface holds. */
export type EndpointKind = "leads" | "lead" | "lead_batch" | "accounts" | "account" | "ignored";

const shape = /^(?:https:\/\/www\.linkedin\.com(?::443)?)?\/sales-api\/(salesApi[A-Za-z0-9]+)([/?(]\S*)?$/;

/**
 * Kind of a request's address; null when it belongs to no interface that is read here. Everything beside the list of
 * people and companies is `ignored`: the signed-in user, filters, messages are nobody's business.
 */
export function endpointKind(url: string): EndpointKind | null {
  if (url.length > 16_000) return null;
  const match = shape.exec(url);
  if (match === null) return null;
  const [, name = "", rest = ""] = match;
  const single = /^\/[^?]/.test(rest);
  switch (name) {
    case "salesApiLeadSearch":
    case "salesApiPeopleSearch":
      return "leads";
    case "salesApiAccountSearch":
    case "salesApiCompanySearch":
      return "accounts";
    case "salesApiProfiles":
      return single ? "lead" : "lead_batch";
    case "salesApiCompanies":
      return single ? "account" : "ignored";
    default:
      return "ignored";
  }
}

/** Worth handing over at all: what the tap in the page asks before it looks at a body. */
export function isReadEndpoint(url: string): boolean {
  const kind = endpointKind(url);
  return kind !== null && kind !== "ignored";
}
