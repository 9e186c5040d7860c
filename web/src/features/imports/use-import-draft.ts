import { useCallback, useEffect, useRef, useState } from "react";
import { z } from "zod";
import { importCreatedSchema, importRowsAnswerSchema } from "#contracts/api/imports.ts";
import type { ColumnMapping } from "#core/imports/fields.ts";
import { ApiError, UnreachableError } from "../../api.ts";
import { useApi } from "../../app-context.tsx";
import { chunkLimits, sendRows } from "./send-rows.ts";
import type { TableClient } from "./table-client.ts";
import type { OpenedTable } from "./table-worker-messages.ts";

export type SendState =
  | { phase: "idle" }
  | { phase: "sending"; sent: number }
  | { phase: "stopped"; sent: number; error: unknown }
  | { phase: "done"; jobId: string };

interface DraftInput {
  client: TableClient;
  table: OpenedTable;
  name: string;
  mapping: ColumnMapping;
}

const isPassing = (error: unknown) =>
  error instanceof UnreachableError || (error instanceof ApiError && (error.status >= 500 || error.status === 429));

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Makes the draft on the server and fills it with rows; goes on after a failure where it stopped. */
export function useImportDraft() {
  const api = useApi();
  const [state, setState] = useState<SendState>({ phase: "idle" });
  const draft = useRef<{ jobId: string; sent: number } | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const send = useCallback(
    async ({ client, table, name, mapping }: DraftInput) => {
      running.current?.abort();
      const controller = new AbortController();
      running.current = controller;
      const { signal } = controller;
      setState({ phase: "sending", sent: draft.current?.sent ?? 0 });
      try {
        draft.current ??= {
          sent: 0,
          jobId: (
            await api.call(importCreatedSchema, "/imports", {
              method: "POST",
              body: { name, source: table.format, columns: table.headers, mapping },
              headers: { "idempotency-key": crypto.randomUUID() },
              signal,
            })
          ).job_id,
        };
        const { jobId } = draft.current;
        await sendRows({
          from: draft.current.sent,
          total: table.rowCount,
          read: (from) => client.request("rows", { from, ...chunkLimits }),
          send: (rows) =>
            api.call(importRowsAnswerSchema, `/imports/${jobId}/rows`, { method: "POST", body: { rows }, signal }),
          onSent: (next) => {
            if (draft.current) draft.current.sent = next;
            setState({ phase: "sending", sent: next });
          },
          isPassing,
          wait,
          signal,
        });
        setState({ phase: "done", jobId });
      } catch (error) {
        if (!signal.aborted) setState({ phase: "stopped", sent: draft.current?.sent ?? 0, error });
      }
    },
    [api],
  );

  /** Throws the draft away, here and on the server. Harmless when there is none. */
  const discard = useCallback(async () => {
    running.current?.abort();
    const jobId = draft.current?.jobId;
    draft.current = null;
    setState({ phase: "idle" });
    if (jobId !== undefined) await api.call(z.undefined(), `/imports/${jobId}`, { method: "DELETE" });
  }, [api]);

  return { state, send, discard };
}
