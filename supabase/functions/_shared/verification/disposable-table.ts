import { getDomain } from "tldts";
import type { Db } from "../db/port.ts";

/** Throw-away domains do not turn honest within minutes, nor the other way round. */
const keptMs = 10 * 60_000;
/** Bounds what a hostile list can make us keep. */
const mostKept = 50_000;

/**
 * Asks the table of throw-away domains: the address's domain, the ones above it, down to the registrable one. Questions
 * of one moment travel together, and answers are kept for a while. A database that does not answer counts as "not listed":
 * the curated set in the code was asked before.
 */
export function disposableTable(options: { db: Db; now(): number; onFailure?(error: unknown): void }) {
  const { db, now, onFailure } = options;
  const known = new Map<string, { listed: boolean; until: number }>();
  let waiting = new Map<string, ((listed: boolean) => void)[]>();

  async function askAll(): Promise<void> {
    const asked = waiting;
    waiting = new Map();
    const names = new Set([...asked.keys()].flatMap(namesOf));
    let listed: ReadonlySet<string> = new Set();
    let answered = true;
    try {
      listed = new Set(await db.rpc<string[]>("disposable_known", { p_domains: [...names] }));
    } catch (error) {
      answered = false;
      onFailure?.(error);
    }
    if (known.size + asked.size > mostKept) known.clear();
    for (const [domain, tell] of asked) {
      const isListed = namesOf(domain).some((name) => listed.has(name));
      if (answered) known.set(domain, { listed: isListed, until: now() + keptMs });
      for (const each of tell) each(isListed);
    }
  }

  return (domain: string): Promise<boolean> => {
    const kept = known.get(domain);
    if (kept !== undefined && kept.until > now()) return Promise.resolve(kept.listed);
    return new Promise((resolve) => {
      // The first question of a moment starts the journey; those that come until then go with it.
      if (waiting.size === 0) queueMicrotask(() => void Promise.resolve().then(askAll));
      const others = waiting.get(domain);
      if (others === undefined) waiting.set(domain, [resolve]);
      else others.push(resolve);
    });
  };
}

/** `a.b.example.co.uk` → itself, `b.example.co.uk`, `example.co.uk`. */
function namesOf(domain: string): string[] {
  const top = getDomain(domain, { allowPrivateDomains: false }) ?? domain;
  const names: string[] = [];
  for (let name = domain; name.length >= top.length; name = name.slice(name.indexOf(".") + 1)) {
    names.push(name);
    if (!name.includes(".")) break;
  }
  return names;
}
