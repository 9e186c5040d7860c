import type { Log } from "./log.ts";

/** A wake-up drains the queue for a while before it answers; cutting it short would only stop that worker early. */
const timeoutMs = 150_000;

/**
 * Tells the worker that there is work and does not wait. Losing a wake-up is harmless: the schedule comes round every
 * few seconds. `background` keeps the host alive until the promise ends, where hosts offer that.
 */
export function createWakeWorker(options: {
  fetch: typeof fetch;
  supabaseUrl: string;
  secret: string;
  background(task: Promise<void>): void;
  log: Log;
}): () => void {
  const wake = async () => {
    try {
      const answer = await options.fetch(`${options.supabaseUrl}/functions/v1/worker`, {
        method: "POST",
        headers: { "content-type": "application/json", "x-worker-secret": options.secret },
        body: "{}",
        signal: AbortSignal.timeout(timeoutMs),
      });
      await answer.body?.cancel();
      if (!answer.ok) options.log.warn("worker_not_woken", { status: answer.status });
    } catch (error) {
      options.log.warn("worker_not_woken", { message: error instanceof Error ? error.message : "unknown" });
    }
  };
  return () => options.background(wake());
}
