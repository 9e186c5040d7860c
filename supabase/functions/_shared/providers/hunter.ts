import { failure } from "#core/providers/failure.ts";
import { mapFinder } from "#core/providers/hunter/map-response.ts";
import { finderQuery } from "#core/providers/hunter/request.ts";
import { readAccount, readFinder } from "#core/providers/hunter/response.ts";
import type { Answer, Failure, PersonQuery } from "#core/providers/provider-port.ts";
import { askEach } from "./ask-each.ts";
import { isFailure, type ProviderClient, type ProviderContext } from "./client.ts";
import { apiKey } from "./setting.ts";

/** 202 means "still looking": the same call is repeated, it is counted once. */
const repeats = 5;
const repeatAfterMs = 2_000;

export const hunterClient: ProviderClient = {
  submit: (batch, context) => askEach(batch, context, find),

  async checkKey(context) {
    const answer = await context.request({
      route: "account",
      method: "GET",
      path: "/account",
      headers: { "X-API-KEY": apiKey(context) },
    });
    return isFailure(answer) ? answer : readAccount(answer);
  },
};

async function find(query: PersonQuery, context: ProviderContext, refused: () => Failure | null): Promise<Answer> {
  for (let call = 0; call <= repeats; call++) {
    const known = refused();
    if (known !== null) return known;
    const answer = await context.request({
      route: "email-finder",
      method: "GET",
      path: "/email-finder",
      query: finderQuery(query),
      headers: { "X-API-KEY": apiKey(context) },
    });
    if (isFailure(answer)) return answer;
    const read = readFinder(answer);
    if (read.state === "failed") return read.failure;
    if (read.state === "ready") return mapFinder(read.data);
    if (call < repeats) await context.sleep(answer.retryAfterMs ?? repeatAfterMs);
  }
  return failure("transient", "Hunter is still looking");
}
