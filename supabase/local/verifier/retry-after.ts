const minute = 60_000;

/** How long to wait by cause. Greylisting needs five minutes nearly everywhere; limits reset by the quarter hour. */
const waits: Readonly<Record<string, number>> = {
  greylisted: 5 * minute,
  temporary_error: 10 * minute,
  rate_limited: 15 * minute,
  connection_lost: 30 * minute,
  no_connection: 30 * minute,
  timeout: 30 * minute,
};
const longest = 60 * minute;

/** A stated wait: "try again in 300 seconds", "in 15 minutes", "00:05:00". */
function statedWait(reply: string): number | null {
  const clock = /\b(\d{1,2}):(\d{2}):(\d{2})\b/.exec(reply);
  if (clock !== null) return (Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3])) * 1000;
  const words = /\b(\d{1,5}) ?(s|sec|seconds?|m|min|minutes?|h|hours?)\b/i.exec(reply);
  if (words === null) return null;
  const unit = (words[2] ?? "").toLowerCase()[0];
  return Number(words[1]) * (unit === "s" ? 1000 : unit === "m" ? minute : 60 * minute);
}

/** Milliseconds after which the same question makes sense again; null when waiting changes nothing. */
export function retryAfter(reason: string, reply: string): number | null {
  const usual = waits[reason];
  if (usual === undefined) return null;
  // A second early is as good as never: greylists count from the first try.
  const stated = statedWait(reply);
  return Math.min(Math.max(usual, stated === null ? 0 : stated + 5_000), longest);
}
