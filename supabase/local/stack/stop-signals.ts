/** Signals of one press of Ctrl-C reach this process several times: from the terminal, from npm, from the bootstrap. */
const samePressMs = 750;
const longestStopMs = 4_500;

/**
 * Aborted at the first request to stop: a signal, or the end of the bootstrap that started this process. A second
 * press, or a stop that takes too long, ends the process at once.
 */
export function stopSignals(say: (line: string) => void): AbortSignal {
  const stopping = new AbortController();
  let first: number | undefined;
  const onStop = () => {
    const now = Date.now();
    if (first === undefined) {
      first = now;
      say("Stopping…");
      setTimeout(() => process.exit(1), longestStopMs).unref();
      stopping.abort();
    } else if (now - first > samePressMs) process.exit(1);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onStop);
  watchBootstrap(onStop);
  return stopping.signal;
}

/** A bootstrap that was killed cannot pass a signal on; its end is seen by the change of the parent. */
function watchBootstrap(onGone: () => void): void {
  const bootstrap = Number(process.env.CAPTELY_BOOTSTRAP_PID);
  if (!bootstrap || process.ppid !== bootstrap) return;
  const timer = setInterval(() => {
    if (process.ppid === bootstrap) return;
    clearInterval(timer);
    onGone();
  }, 1_000);
  timer.unref();
}
