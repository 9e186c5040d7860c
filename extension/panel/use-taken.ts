import { useCallback } from "react";
import { outbox } from "./outbox.ts";
import { useLive } from "./use-live.ts";

/** How far a person is who was taken from the page. */
export interface Taken {
  state: "waiting" | "sending" | "sent" | "held" | "refused";
  /** Null until the workspace has it. */
  job: string | null;
  /** Its row there. */
  row: number;
}

/** Where a person is on the way to the workspace; null: not taken. */
export function useTaken(owner: string, space: string, key: string): Taken | null {
  const query = useCallback(async (): Promise<Taken | null> => {
    const row = await outbox.leads.get({ owner, space, key });
    const batch = row === undefined ? undefined : await outbox.batches.get(row.batch);
    if (row === undefined || batch === undefined) return null;
    const state = row.refused !== null ? "refused" : batch.state === "pending" ? "waiting" : batch.state;
    return { state, job: batch.job_id, row: row.position + 1 };
  }, [owner, space, key]);
  return useLive(query);
}
