import { setTimeout as sleep } from "node:timers/promises";

export interface Pace {
  /** Conversations at once. */
  connections: number;
  /** Conversations begun in a minute, evenly spread. */
  perMinute: number;
}

/**
 * What other people's servers are asked to bear. Sixty a minute and ten thousand a day from one address are what
 * operators of such verifiers recommend; big providers take more, Yahoo answers soon with 421.
 */
export const providerPaces: Readonly<Record<string, Pace>> = {
  google: { connections: 4, perMinute: 60 },
  microsoft365: { connections: 4, perMinute: 60 },
  outlook: { connections: 2, perMinute: 30 },
  yahoo: { connections: 1, perMinute: 10 },
  icloud: { connections: 1, perMinute: 20 },
};
export const defaultPace: Pace = { connections: 2, perMinute: 20 };
export const globalPace: Pace = { connections: 20, perMinute: 120 };

/** Lets tasks in by a pace, in the order in which they came. */
function createGate(pace: Pace, now: () => number) {
  const gapMs = 60_000 / pace.perMinute;
  const queue: (() => void)[] = [];
  let running = 0;
  let nextStart = 0;
  let lastUsed = now();

  function letIn(): void {
    while (running < pace.connections) {
      const next = queue.shift();
      if (next === undefined) return;
      running += 1;
      next();
    }
  }

  return {
    async run<Result>(task: () => Promise<Result>): Promise<Result> {
      await new Promise<void>((resolve) => {
        queue.push(resolve);
        letIn();
      });
      try {
        const start = Math.max(now(), nextStart);
        nextStart = start + gapMs;
        if (start > now()) await sleep(start - now());
        return await task();
      } finally {
        running -= 1;
        lastUsed = now();
        letIn();
      }
    },
    isIdle: (): boolean => running === 0 && queue.length === 0 && now() > Math.max(nextStart, lastUsed + 60_000),
  };
}

export interface Politeness {
  /** `key` names who bears the load: a provider, or the owner of the mail host. */
  run<Result>(key: string, task: () => Promise<Result>): Promise<Result>;
}

const maxGates = 5_000;

/** Per provider first, then all together: a slow provider must not hold places that others could use. */
export function createPoliteness(options: {
  now: () => number;
  paces?: Readonly<Record<string, Pace>>;
  fallback?: Pace;
  overall?: Pace;
}): Politeness {
  const { now, paces = providerPaces, fallback = defaultPace, overall = globalPace } = options;
  const everybody = createGate(overall, now);
  const gates = new Map<string, ReturnType<typeof createGate>>();

  function gateOf(key: string): ReturnType<typeof createGate> {
    let gate = gates.get(key);
    if (gate === undefined) {
      if (gates.size >= maxGates) for (const [name, old] of gates) if (old.isIdle()) gates.delete(name);
      gate = createGate(paces[key] ?? fallback, now);
      gates.set(key, gate);
    }
    return gate;
  }

  return { run: (key, task) => gateOf(key).run(() => everybody.run(task)) };
}
