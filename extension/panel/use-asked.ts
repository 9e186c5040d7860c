import { useCallback, useEffect, useState } from "react";

/** A value that is asked for at once and then again every `everyMs`; null until the first answer. */
export function useAsked<T>(ask: () => Promise<T>, everyMs: number): { value: T | null; refresh(): Promise<void> } {
  const [value, setValue] = useState<T | null>(null);
  const refresh = useCallback(async () => setValue(await ask()), [ask]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    let live = true;
    const loop = async () => {
      const next = await ask().catch(() => null);
      if (!live) return;
      if (next !== null) setValue(next);
      timer = setTimeout(() => void loop(), everyMs);
    };
    void loop();
    return () => {
      live = false;
      clearTimeout(timer);
    };
  }, [ask, everyMs]);
  return { value, refresh };
}
