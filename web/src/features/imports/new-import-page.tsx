import { useBlocker, useNavigate } from "@tanstack/react-router";
import { useCallback, useEffect, useRef, useState } from "react";
import type { ColumnMapping } from "#core/imports/fields.ts";
import { Notice } from "#ui/notice.tsx";
import { useMessages } from "../../language.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { FileDrop } from "./file-drop.tsx";
import { takeHandedFile } from "./handed-file.ts";
import { LeaveDialog } from "./leave-dialog.tsx";
import { MatchStep } from "./match-step.tsx";
import { SendStep } from "./send-step.tsx";
import { Steps } from "./steps.tsx";
import { openTableClient, type TableClient } from "./table-client.ts";
import type { OpenedTable } from "./table-worker-messages.ts";
import { useImportDraft } from "./use-import-draft.ts";

interface OpenFile {
  name: string;
  client: TableClient;
  table: OpenedTable;
}

/** File, then columns, then the rows go to a draft; the review has an address of its own and survives a reload. */
export function NewImportPage() {
  const { imports } = useMessages();
  const navigate = useNavigate();
  const { file, reading, refused, open, close } = useOpenFile();
  const [mapping, setMapping] = useState<ColumnMapping>({});
  const { state, send, discard } = useImportDraft();
  const blocker = useBlocker({
    shouldBlockFn: () => state.phase === "sending" || state.phase === "stopped",
    withResolver: true,
    enableBeforeUnload: () => state.phase === "sending" || state.phase === "stopped",
  });

  useEffect(() => setMapping(file?.table.mapping ?? {}), [file]);
  useEffect(() => {
    if (state.phase !== "done") return;
    void navigate({ to: "/imports/$jobId", params: { jobId: state.jobId }, replace: true });
  }, [state, navigate]);

  const start = () => {
    if (file) void send({ client: file.client, table: file.table, name: file.name, mapping });
  };

  return (
    <>
      <PageHeader title={imports.title} />
      <Steps current={file === null ? 0 : 1} />
      {file === null ? (
        <div className="grid gap-4">
          {refused === null ? null : (
            <Notice tone="bad" announce>
              {imports.drop.refusals[refused] ?? imports.drop.failed}
            </Notice>
          )}
          <FileDrop reading={reading} onFile={(picked) => void open(picked)} />
        </div>
      ) : state.phase === "idle" ? (
        <MatchStep
          name={file.name}
          table={file.table}
          client={file.client}
          mapping={mapping}
          onMapping={setMapping}
          onNext={start}
          onOtherFile={close}
        />
      ) : (
        <SendStep
          state={state}
          total={file.table.rowCount}
          onAgain={start}
          onDiscard={() => void discard().catch(() => undefined)}
        />
      )}
      <LeaveDialog
        open={blocker.status === "blocked"}
        onStay={() => blocker.reset?.()}
        onLeave={() => blocker.proceed?.()}
      />
    </>
  );
}

/** The file at hand and the worker that holds it. */
function useOpenFile() {
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
