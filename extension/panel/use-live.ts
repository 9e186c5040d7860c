import { liveQuery } from "dexie";
import { useEffect, useState } from "react";

/** The result of a query of the outbox, new each time the worker writes there; null before the first. */
export function useLive<T>(query: () => Promise<T>): T | null {
  const [value, setValue] = useState<T | null>(null);
  useEffect(() => {
    const watching = liveQuery(query).subscribe({ next: setValue, error: (error) => console.error(error) });
    return () => watching.unsubscribe();
  }, [query]);
  return value;
}
