import { setTimeout as pause } from "node:timers/promises";
import type { DenoChild } from "./deno-child.ts";

/** Wakes the worker once a second, as pg_cron does where the product is hosted, and at once again while there is more. */
export function startTicker(child: DenoChild, workerSecret: string, log: (line: string) => void): { stop(): void } {
  const stopped = new AbortController();
  let lastComplaint = "";

  const tick = async (): Promise<boolean> => {
    const origin = await child.origin(1_000);
    if (origin === null) return false;
    const answer = await fetch(`${origin}/worker`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-worker-secret": workerSecret },
      body: "{}",
      signal: stopped.signal,
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`the worker answered ${answer.status}`);
    lastComplaint = "";
    return wantsMore(text);
  };

  const run = async () => {
    while (!stopped.signal.aborted) {
      let more = false;
      try {
        more = await tick();
      } catch (error) {
        const complaint = error instanceof Error ? error.message : String(error);
        // Said once, not once a second.
        if (!stopped.signal.aborted && complaint !== lastComplaint) log(`The worker could not be woken: ${complaint}`);
        lastComplaint = complaint;
      }
      if (!more) await pause(1_000, undefined, { signal: stopped.signal }).catch(() => {});
    }
  };
  void run();
  return { stop: () => stopped.abort() };
}

function wantsMore(text: string): boolean {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === "object" && body !== null && "more" in body && body.more === true;
  } catch {
    return false;
  }
}
