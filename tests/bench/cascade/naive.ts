import { readOneBody } from "#core/providers/icypeas/request.ts";
import type { PersonQuery } from "#core/providers/provider-port.ts";
import { isFailure } from "#functions/_shared/providers/client.ts";
import { configuredProviders } from "#functions/_shared/providers/registry.ts";
import { armProviders } from "#functions/worker/arm-providers.ts";
import type { ArmedProvider } from "#functions/worker/deps.ts";
import { VirtualClock } from "#tests/support/worker/virtual-clock.ts";
import { virtualProviders } from "#tests/support/worker/virtual-providers.ts";

/** One contact and whom the product asked about it, in order. */
export interface Route {
  query: PersonQuery;
  providers: string[];
}

const workers = 8;
const readEveryMs = 3_000;

/**
 * The design that comes to mind first, over the same simulators, limits and people: each of eight workers takes one contact
 * through its whole cascade by single calls, reads each Icypeas search by itself and asks Dropcontact for batches of one.
 * It decides nothing: it asks exactly whom the product asked. Milliseconds of virtual time.
 */
export async function naiveMakespan(routes: readonly Route[]): Promise<number> {
  const clock = new VirtualClock(Date.UTC(2026, 10, 23, 8));
  const world = virtualProviders(clock);
  const armed = await armProviders(configuredProviders(world.settings).providers, {
    db: { takeTokens: slidingLogs(clock) },
    fetch: world.fetch,
    now: clock.now,
    sleep: clock.sleep,
    timeout: clock.timeout,
    signal: new AbortController().signal,
  });
  let next = 0;
  const work = async () => {
    for (let route = routes[next++]; route !== undefined; route = routes[next++]) {
      for (const name of route.providers) {
        const provider = armed.get(name);
        if (provider !== undefined) await askAlone(provider, route.query, `n${next}`, clock);
      }
    }
  };
  const before = clock.now();
  await clock.run(() => Promise.all(Array.from({ length: workers }, work)));
  return clock.now() - before;
}

async function askAlone(provider: ArmedProvider, query: PersonQuery, id: string, clock: VirtualClock): Promise<void> {
  const { client, context, entry } = provider;
  const batch = { id, channel: "email" as const, queries: [query] };
  for (;;) {
    const result = await client.submit(batch, context);
    if (result.kind !== "accepted") {
      const [answer] = result.kind === "answers" ? result.answers : [result.failure];
      if (answer?.outcome !== "rate_limited") return;
      await clock.sleep(answer.retryAfterMs ?? 1_000);
      continue;
    }
    for (;;) {
      if (entry.name === "icypeas") {
        await clock.sleep(readEveryMs);
        const read = await context.request({
          route: "read",
          method: "POST",
          path: "/bulk-single-searchs/read",
          headers: { Authorization: context.settings.ICYPEAS_API_KEY ?? "" },
          body: readOneBody(result.externalId.replace("single:", "")),
        });
        if (!isFailure(read) && read.status === 200 && !/"status":"(NONE|SCHEDULED|IN_PROGRESS)"/.test(read.body))
          return;
      } else {
        await clock.sleep(entry.poll.nextMs);
        const polled = await client.poll?.(result.externalId, batch, context);
        if (polled?.kind === "answers") return;
      }
    }
  }
}

/** The limits kept politely, within one process. */
function slidingLogs(clock: VirtualClock) {
  const logs = new Map<string, number[]>();
  return async (bucket: string, count: number, windows: { capacity: number; per_ms: number }[]) => {
    const log = logs.get(bucket) ?? [];
    logs.set(bucket, log);
    const now = clock.now();
    const longest = Math.max(...windows.map((window) => window.per_ms));
    while (log[0] !== undefined && log[0] <= now - longest) log.shift();
    let granted = count;
    let wait = 1;
    for (const { capacity, per_ms } of windows) {
      const inside = log.filter((at) => at > now - per_ms);
      granted = Math.min(granted, capacity - inside.length);
      if (inside.length >= capacity) wait = Math.max(wait, (inside[0] ?? now) + per_ms - now);
    }
    for (let index = 0; index < granted; index++) log.push(now);
    return granted > 0 ? { granted, wait_ms: 0 } : { granted: 0, wait_ms: Math.ceil(wait) };
  };
}
