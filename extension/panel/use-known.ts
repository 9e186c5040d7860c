import { useCallback, useEffect, useMemo, useState } from "react";
import { askWorker } from "../messaging/ask-worker.ts";
import { outbox } from "./outbox.ts";
import { useLive } from "./use-live.ts";

interface KnownQuery {
  owner: string;
  space: string;
  tab: number;
  /** Keys of the people on the page. */
  keys: readonly string[];
}

/**
 * Which of the page's people are in the outbox, at once, or in the workspace, as soon as the server says so. Only the
 * page's own keys are looked up, however many the outbox holds.
 */
export function useKnown({ owner, space, tab, keys }: KnownQuery): {
  known: ReadonlySet<string>;
  /** False: the server did not answer; null: not yet. */
  asked: boolean | null;
} {
  const list = keys.join("\n");
  const query = useCallback(async () => {
    const wanted = list === "" ? [] : list.split("\n").map((key) => [owner, space, key]);
    const rows = await outbox.leads.where("[owner+space+key]").anyOf(wanted).keys();
    return rows.flatMap((key) => (Array.isArray(key) ? [String(key[2])] : []));
  }, [owner, space, list]);
  const kept = useLive(query);
  const [said, setSaid] = useState<{ list: string; keys: string[]; asked: boolean } | null>(null);
  useEffect(() => {
    let live = true;
    if (list === "") return;
    askWorker("known", { tab }).then(
      (answer) => {
        if (live) setSaid({ list, keys: answer.ok ? answer.value.keys : [], asked: answer.ok && answer.value.asked });
      },
      () => {},
    );
    return () => {
      live = false;
    };
  }, [list, tab]);
  return useMemo(
    () => ({
      known: new Set([...(kept ?? []), ...(said?.list === list ? said.keys : [])]),
      asked: said?.list === list ? said.asked : null,
    }),
    [kept, said, list],
  );
}
