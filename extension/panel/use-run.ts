import { useCallback, useState } from "react";
import type { CaptureRun } from "../outbox/database.ts";
import { outbox } from "./outbox.ts";
import { useLive } from "./use-live.ts";

export interface OpenRun {
  /** The collection that is on, waits, or has just ended; null: none. */
  run: CaptureRun | null;
  /** Puts one that has ended away. */
  dismiss(): void;
}

/** The user's last collection, as it goes on; null before the first look. */
export function useRun(owner: string): OpenRun | null {
  const query = useCallback(
    async () => ({ run: await outbox.runs.where("[owner+started_at]").between([owner, 0], [owner, Infinity]).last() }),
    [owner],
  );
  const last = useLive(query);
  const [dismissed, setDismissed] = useState<string | null>(null);
  if (last === null) return null;
  const run = last.run ?? null;
  const gone = run === null || (run.state.status === "ended" && run.id === dismissed);
  return { run: gone ? null : run, dismiss: () => setDismissed(run?.id ?? null) };
}
