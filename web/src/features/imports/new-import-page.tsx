import { useBlocker, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import type { ColumnMapping } from "#core/imports/fields.ts";
import { Notice } from "#ui/notice.tsx";
import { useMessages } from "../../language.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { FileDrop } from "./file-drop.tsx";
import { LeaveDialog } from "./leave-dialog.tsx";
import { MatchStep } from "./match-step.tsx";
import { SendStep } from "./send-step.tsx";
import { Steps } from "./steps.tsx";
import { useImportDraft } from "./use-import-draft.ts";
import { useOpenFile } from "./use-open-file.ts";

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
