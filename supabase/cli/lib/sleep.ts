import { setTimeout } from "node:timers/promises";

/** Waits; an aborted signal ends the wait early and quietly. */
export async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, signal ? { signal } : {}).catch(() => {});
}
