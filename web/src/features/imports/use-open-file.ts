import { useCallback, useEffect, useRef, useState } from "react";
import { takeHandedFile } from "./handed-file.ts";
import { openTableClient, type TableClient } from "./table-client.ts";
import type { OpenedTable } from "./table-worker-messages.ts";

export interface OpenFile {
  name: string;
  client: TableClient;
  table: OpenedTable;
}

/** The file at hand and the worker that holds it. */
export function useOpenFile() {
  const [file, setFile] = useState<OpenFile | null>(null);
  const [reading, setReading] = useState<string | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const current = useRef<TableClient | null>(null);

  const close = useCallback(() => {
    current.current?.close();
    current.current = null;
    setFile(null);
  }, []);

  const open = useCallback(
    async (picked: File) => {
      close();
      setRefused(null);
      setReading(picked.name);
      const client = openTableClient();
      current.current = client;
      try {
        const bytes = await picked.arrayBuffer();
        const table = await client.request("open", { bytes }, [bytes]);
        if (current.current !== client) return;
        if ("refused" in table) setRefused(table.refused);
        else setFile({ name: picked.name, client, table });
      } catch {
        if (current.current === client) setRefused("unreadable");
      } finally {
        if (current.current === client) setReading(null);
      }
    },
    [close],
  );

  useEffect(() => {
    const handed = takeHandedFile();
    if (handed) void open(handed);
    return () => current.current?.close();
  }, [open]);

  return { file, reading, refused, open, close };
}
