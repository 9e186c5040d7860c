/** How far a push is, as the API says it. */
interface PushStep {
  run: string;
  left: number;
  wait_seconds: number;
}

/** A longer wait is the user's to decide on. */
export const longestWaitSeconds = 60;

/**
 * Repeats a push until nobody is left, or until it would have to wait too long; the last answer tells which. Errors of
 * `push` are the caller's: what was delivered by then stays delivered.
 */
export async function pushToEnd<T extends PushStep>(
  push: (run: string | undefined) => Promise<T>,
  wait: (ms: number) => Promise<void>,
  onStep: (step: T) => void,
): Promise<T> {
  let step = await push(undefined);
  onStep(step);
  while (step.left > 0 && step.wait_seconds <= longestWaitSeconds) {
    if (step.wait_seconds > 0) await wait(step.wait_seconds * 1_000);
    step = await push(step.run);
    onStep(step);
  }
  return step;
}
