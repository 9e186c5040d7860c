import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { VerificationList } from "#contracts/api/verification-lists.ts";
import { Button } from "#ui/button.tsx";
import { Notice } from "#ui/notice.tsx";
import { errorText } from "../../error-text.ts";
import { useMessages } from "../../language.tsx";
import { FileDrop } from "../imports/file-drop.tsx";
import { type OpenFile, useOpenFile } from "../imports/use-open-file.ts";
import { useStartList } from "./queries.ts";
import { UploadProgress } from "./upload-progress.tsx";
import { useListUpload } from "./use-list-upload.ts";

/** Why a file cannot be the rest of a list, or null. */
function mismatch(list: VerificationList, { table }: OpenFile): "other" | "shorter" | null {
  const same =
    table.headers.length === list.columns.length && table.headers.every((header, at) => header === list.columns[at]);
  if (!same) return "other";
  return table.rowCount < list.row_count ? "shorter" : null;
}

/** A list whose upload was cut short: the same file goes on where it ended. */
export function ResumeUpload({ list }: { list: VerificationList }) {
  const messages = useMessages();
  const { imports, verification: texts } = messages;
  const queryClient = useQueryClient();
  const { file, reading, refused, open } = useOpenFile();
  const { state, send } = useListUpload(list);
  const start = useStartList(list.id);
  const wrong = file === null ? null : mismatch(list, file);
  const choice = { kind: list.kind, column: list.value_column, region: list.region ?? "" };

  useEffect(() => {
    if (file !== null && wrong === null && state.phase === "idle") {
      void send(file, { kind: list.kind, column: list.value_column, region: list.region ?? "" });
    }
  }, [file, wrong, state.phase, send, list]);
  useEffect(() => {
    if (state.phase === "done") void queryClient.invalidateQueries({ queryKey: ["verification-list", list.id] });
  }, [state.phase, queryClient, list.id]);

  if (file !== null && state.phase !== "idle") {
    return <UploadProgress state={state} total={file.table.rowCount} onAgain={() => void send(file, choice)} />;
  }
  const refusal = refused === null ? null : (imports.drop.refusals[refused] ?? imports.drop.failed);
  return (
    <div className="grid gap-4">
      <Notice
        tone="warn"
        title={texts.draft.title}
        actions={
          list.row_count > 0 ? (
            <Button size="sm" busy={start.isPending} onClick={() => start.mutate()}>
              {texts.draft.start}
            </Button>
          ) : null
        }
      >
        {texts.draft.body(list.row_count)}
      </Notice>
      {start.isError ? (
        <Notice tone="bad" announce>
          {errorText(messages.errors, start.error)}
        </Notice>
      ) : null}
      {refusal === null && wrong === null ? null : (
        <Notice tone="bad" announce>
          {refusal ?? (wrong === null ? "" : texts.draft[wrong])}
        </Notice>
      )}
      <FileDrop reading={reading} onFile={(picked) => void open(picked)} />
    </div>
  );
}
