import { setTimeout as delay } from "node:timers/promises";
import { StartError } from "./start-error.ts";

const longestMs = 30_000;

/** Waits until every part answers; says what is missing when one does not. */
export async function waitForHealth(url: string, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + longestMs;
  for (;;) {
    signal.throwIfAborted();
    const answer = await fetch(url, { signal }).catch((error: unknown) => error);
    if (answer instanceof Response && answer.ok) return;
    const said = await wordsOf(answer);
    if (Date.now() > deadline) throw new StartError(`Captely did not come up: ${said}`);
    await delay(100);
  }
}

async function wordsOf(answer: unknown): Promise<string> {
  if (answer instanceof Response) return `/health answers ${answer.status}: ${(await answer.text()).slice(0, 300)}`;
  return answer instanceof Error ? answer.message : String(answer);
}
