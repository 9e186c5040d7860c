import type { ProviderName } from "./findings.ts";
import { dummyKey } from "./hunter.ts";
import type { Journal } from "./journal.ts";
import type { Simulator, World } from "./world.ts";

/** Carries out again what the journal holds. */
export function goOn(world: World, simulators: Readonly<Record<ProviderName, Simulator>>, journal: Journal): void {
  world.run = journal.run;
  world.replay(
    journal.entries.map(({ at, provider, method, path, body }) => ({
      at,
      carryOut: () => {
        const [bare = "", query = ""] = path.split("?", 2);
        const header = (name: string) => keyHeaders(world.options.keys[provider])[provider][name];
        simulators[provider].answer({ method, path: bare, query: new URLSearchParams(query), header, body });
      },
    })),
  );
}

function keyHeaders(key: string): Record<ProviderName, Readonly<Record<string, string>>> {
  return {
    icypeas: { authorization: key },
    dropcontact: { "x-access-token": key },
    hunter: { "x-api-key": key },
    apollo: { "x-api-key": key },
    findymail: { authorization: `Bearer ${key}` },
  };
}

/** Reads change nothing and need not be carried out again. */
const reads =
  /\/read$|^\/v1\/enrich\/all\/|^\/v1\/account|^\/account$|^\/webhook_result|^\/usage_stats|^\/auth|^\/credits$|^\/a\//;

/** The same simulator, writing down what it carries out. */
export function recorded(
  world: World,
  provider: ProviderName,
  simulator: Simulator,
  journal: Journal | null,
): Simulator {
  if (journal === null) return simulator;
  return {
    failure: (status) => simulator.failure(status),
    reset: () => simulator.reset(),
    answer: (ask) => {
      const at = world.now();
      const before = world.ledgers[provider].counts.rate_limited;
      const reply = simulator.answer(ask);
      // The vendor's test key buys nothing, and would be replayed as the real one.
      const test = [ask.query.get("api_key"), ask.header("x-api-key"), ask.header("authorization")].some((key) =>
        key?.endsWith(dummyKey),
      );
      const carriedOut = !test && reply.status !== 401 && world.ledgers[provider].counts.rate_limited === before;
      if (carriedOut && !reads.test(ask.path)) {
        const query = ask.query.toString();
        journal.append({
          at,
          provider,
          method: ask.method,
          path: query === "" ? ask.path : `${ask.path}?${query}`,
          body: ask.body,
        });
      }
      return reply;
    },
  };
}
