import { mapSearch } from "#core/providers/findymail/map-response.ts";
import { searchRequest } from "#core/providers/findymail/request.ts";
import { readAccount, readSearch } from "#core/providers/findymail/response.ts";
import type { Answer, Failure, PersonQuery } from "#core/providers/provider-port.ts";
import { askEach } from "./ask-each.ts";
import { isFailure, type ProviderClient, type ProviderContext } from "./client.ts";
import { apiKey } from "./setting.ts";

export const findymailClient: ProviderClient = {
  submit: (batch, context) => askEach(batch, context, find),

  async checkKey(context) {
    const answer = await context.request({ route: "account", method: "GET", path: "/credits", headers: auth(context) });
    return isFailure(answer) ? answer : readAccount(answer);
  },
};

async function find(query: PersonQuery, context: ProviderContext, refused: () => Failure | null): Promise<Answer> {
  const known = refused();
  if (known !== null) return known;
  const request = searchRequest(query);
  const answer = await context.request({ route: "search", method: "POST", ...request, headers: auth(context) });
  if (isFailure(answer)) return answer;
  const read = readSearch(answer);
  return read.state === "failed" ? read.failure : mapSearch(read.email);
}

function auth(context: ProviderContext): Record<string, string> {
  return { Authorization: `Bearer ${apiKey(context)}` };
}
