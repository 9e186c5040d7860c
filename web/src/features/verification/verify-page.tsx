import { Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import type { VerificationList } from "#contracts/api/verification-lists.ts";
import { Card } from "#ui/card.tsx";
import { Notice } from "#ui/notice.tsx";
import { useFormats, useMessages } from "../../language.tsx";
import { LoadFailure } from "../../shell/load-failure.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { useNow } from "../../shell/use-now.ts";
import { FileDrop } from "../imports/file-drop.tsx";
import { useOpenFile } from "../imports/use-open-file.ts";
import { CheckOne } from "./check-one.tsx";
import { ChooseColumn } from "./choose-column.tsx";
import { useVerificationLists } from "./queries.ts";
import { ListStatusChip } from "./status-chip.tsx";
import { UploadProgress } from "./upload-progress.tsx";
import { type NewListChoice, useListUpload } from "./use-list-upload.ts";

/** One address at once, or a whole list in the background. */
export function VerifyPage() {
  const { verification: texts } = useMessages();
  return (
    <>
      <PageHeader title={texts.title} description={texts.intro} />
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <CheckOne />
        <NewList />
      </div>
      <RecentLists />
    </>
  );
}

function NewList() {
  const { imports, verification: texts } = useMessages();
  const navigate = useNavigate();
  const { file, reading, refused, open, close } = useOpenFile();
  const { state, send } = useListUpload();
  const [choice, setChoice] = useState<NewListChoice | null>(null);
  useEffect(() => {
    if (state.phase === "done") void navigate({ to: "/verify/$listId", params: { listId: state.listId } });
  }, [state, navigate]);

  const start = (chosen: NewListChoice | null) => {
    if (file === null || chosen === null) return;
    setChoice(chosen);
    void send(file, chosen);
  };

  if (file !== null && state.phase !== "idle") {
    return <UploadProgress state={state} total={file.table.rowCount} onAgain={() => start(choice)} />;
  }
  if (file !== null) return <ChooseColumn file={file} onStart={start} onOtherFile={close} />;
  return (
    <section aria-labelledby="verify-list" className="grid content-start gap-4">
      <div className="grid gap-1">
        <h2 id="verify-list" className="text-lg">
          {texts.lists.title}
        </h2>
        <p className="text-ink-soft">{texts.lists.intro}</p>
      </div>
      {refused === null ? null : (
        <Notice tone="bad" announce>
          {imports.drop.refusals[refused] ?? imports.drop.failed}
        </Notice>
      )}
      <FileDrop reading={reading} onFile={(picked) => void open(picked)} />
    </section>
  );
}

const headStyle = "px-4 py-2 text-left text-xs text-ink-faint";

function RecentLists() {
  const { verification: texts } = useMessages();
  const lists = useVerificationLists();
  return (
    <section aria-labelledby="recent-lists" className="grid gap-3">
      <h2 id="recent-lists" className="text-lg">
        {texts.lists.recent}
      </h2>
      {lists.isError && !lists.data ? (
        <LoadFailure error={lists.error} onRetry={() => void lists.refetch()} />
      ) : lists.data && lists.data.lists.length > 0 ? (
        <Card className="overflow-hidden">
          <table className="w-full table-fixed border-collapse">
            <caption className="sr-only">{texts.lists.recent}</caption>
            <thead className="max-sm:sr-only">
              <tr className="border-b border-line">
                <th className={headStyle}>{texts.lists.name}</th>
                <th className={`${headStyle} w-36`}>{texts.lists.state}</th>
                <th className={`${headStyle} w-56 max-md:hidden`}>{texts.lists.progress}</th>
                <th className={`${headStyle} w-32 text-right`}>{texts.lists.created}</th>
              </tr>
            </thead>
            <tbody>
              {lists.data.lists.map((list) => (
                <ListRow key={list.id} list={list} />
              ))}
            </tbody>
          </table>
        </Card>
      ) : (
        <p className="text-ink-faint">{lists.data ? texts.lists.none : "…"}</p>
      )}
    </section>
  );
}

function ListRow({ list }: { list: VerificationList }) {
  const { verification: texts } = useMessages();
  const formats = useFormats();
  const now = useNow(30_000);
  const done =
    list.status === "completed"
      ? texts.list.finished(list.row_count)
      : texts.list.done(list.checked_count, list.row_count);
  return (
    <tr className="relative border-b border-line transition-colors last:border-0 hover:bg-hover max-sm:grid max-sm:grid-cols-[1fr_auto] max-sm:gap-x-3 max-sm:py-3">
      <td className="px-4 py-3 max-sm:py-0">
        <Link
          to="/verify/$listId"
          params={{ listId: list.id }}
          className="block truncate font-semibold after:absolute after:inset-0"
        >
          {list.name}
        </Link>
        <span className="block truncate text-xs text-ink-faint">
          {texts.kinds[list.kind]} · {done}
        </span>
      </td>
      <td className="px-4 py-3 max-sm:py-0">
        <ListStatusChip status={list.status} />
      </td>
      <td className="px-4 py-3 text-ink-soft max-md:hidden">{done}</td>
      <td className="px-4 py-3 text-right text-ink-soft max-sm:hidden">
        <time dateTime={list.created_at} title={formats.dateTime(list.created_at)}>
          {formats.ago(list.created_at, now)}
        </time>
      </td>
    </tr>
  );
}
