import { useCallback, useEffect, useRef, useState } from "react";
import {
  type VerificationList,
  verificationListAnswerSchema,
  verificationListCreatedSchema,
  verificationRowsAddedSchema,
} from "#contracts/api/verification-lists.ts";
import type { ListKind } from "#core/verification/list-words.ts";
import { ApiError, UnreachableError } from "../../api.ts";
import { useApi } from "../../app-context.tsx";
import { chunkLimits, sendRows } from "../imports/send-rows.ts";
import type { OpenFile } from "../imports/use-open-file.ts";

export type UploadState =
  | { phase: "idle" }
  | { phase: "sending"; sent: number }
  | { phase: "stopped"; sent: number; error: unknown }
  | { phase: "done"; listId: string };

export interface NewListChoice {
  kind: ListKind;
  column: number;
  /** Country of numbers without a country code; "" for none. */
  region: string;
}

const isPassing = (error: unknown) =>
  error instanceof UnreachableError || (error instanceof ApiError && (error.status >= 500 || error.status === 429));

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Makes the list on the server, fills it and starts it; goes on after a failure, or after a reload, where it stopped. */
export function useListUpload(resumed: VerificationList | null = null) {
  const api = useApi();
  const [state, setState] = useState<UploadState>({ phase: "idle" });
  const draft = useRef(resumed === null ? null : { listId: resumed.id, sent: resumed.row_count });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const send = useCallback(
    async ({ name, client, table }: OpenFile, choice: NewListChoice) => {
      running.current?.abort();
      const controller = new AbortController();
      running.current = controller;
      const { signal } = controller;
      setState({ phase: "sending", sent: draft.current?.sent ?? 0 });
      try {
        draft.current ??= {
          sent: 0,
          listId: (
            await api.call(verificationListCreatedSchema, "/verify/lists", {
              method: "POST",
              body: {
                name: name.slice(0, 200),
                kind: choice.kind,
                columns: table.headers,
                value_column: choice.column,
                ...(choice.kind === "phone" && choice.region !== "" ? { region: choice.region } : {}),
              },
              headers: { "idempotency-key": crypto.randomUUID() },
              signal,
            })
          ).list_id,
        };
        const { listId } = draft.current;
        await sendRows({
          from: draft.current.sent,
          total: table.rowCount,
          read: (from) => client.request("rows", { from, ...chunkLimits }),
          send: (rows) =>
            api.call(verificationRowsAddedSchema, `/verify/lists/${listId}/rows`, {
              method: "POST",
              body: { rows },
              signal,
            }),
          onSent: (next) => {
            if (draft.current) draft.current.sent = next;
            setState({ phase: "sending", sent: next });
          },
          isPassing,
          wait,
          signal,
        });
        await api.call(verificationListAnswerSchema, `/verify/lists/${listId}/start`, { method: "POST", signal });
        setState({ phase: "done", listId });
      } catch (error) {
        if (!signal.aborted) setState({ phase: "stopped", sent: draft.current?.sent ?? 0, error });
      }
    },
    [api],
  );

  return { state, send };
}
