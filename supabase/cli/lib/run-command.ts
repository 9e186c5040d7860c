/** Wrong usage: exit status 2. */
export class UsageError extends Error {}
/** The work failed for a reason the user can act on: exit status 1. */
export class WorkError extends Error {}

/**
 * Runs a command to its exit status: 0 done, 1 the work failed, 2 wrong usage. One sentence on stderr; the stack only
 * when DEBUG is set. `stoppedStatus`: of one that was told to stop; 0 for commands that run until then.
 */
export async function runCommand(main: (signal: AbortSignal) => Promise<void>, stoppedStatus = 130): Promise<void> {
  const stopped = new AbortController();
  const stop = () => {
    // A second Ctrl-C means now; what is on disk is consistent at any moment.
    if (stopped.signal.aborted) process.exit(130);
    stopped.abort();
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  // A reader that closes the pipe (`… | head`) is no error of ours.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
  try {
    await main(stopped.signal);
    process.exitCode = stopped.signal.aborted ? stoppedStatus : 0;
  } catch (error) {
    process.exitCode = error instanceof UsageError ? 2 : 1;
    process.stderr.write(`${messageOf(error)}\n`);
    if (process.env.DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
