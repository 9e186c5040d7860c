import { useMutation } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { ArrowLeft, Download, Trash2 } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import type { VerificationList } from "#contracts/api/verification-lists.ts";
import { rowStatusesOf } from "#core/verification/list-words.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { ConfirmDialog } from "#ui/confirm-dialog.tsx";
import { FigureStrip } from "#ui/figure-strip.tsx";
import { LiveText } from "#ui/live-text.tsx";
import { Progress } from "#ui/progress.tsx";
import { useApi } from "../../app-context.tsx";
import { errorText } from "../../error-text.ts";
import { useFormats, useMessages } from "../../language.tsx";
import { LoadFailure } from "../../shell/load-failure.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { saveCsv } from "../jobs/download-csv.ts";
import { ListRows } from "./list-rows.tsx";
import { useDeleteList, useVerificationList } from "./queries.ts";
import { ResumeUpload } from "./resume-upload.tsx";
import { ListStatusChip } from "./status-chip.tsx";

const route = getRouteApi("/members/verify/$listId");

export function VerificationListPage() {
  const { listId } = route.useParams();
  const { verification: texts, common } = useMessages();
  const list = useVerificationList(listId);
  if (list.data) return <LoadedList key={list.data.list.status === "draft" ? "draft" : "list"} list={list.data.list} />;
  return (
    <>
      <PageHeader above={<BackToVerify />} title={texts.title} />
      {list.isError ? (
        <LoadFailure error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <p role="status" className="text-ink-faint">
          {common.loading}
        </p>
      )}
    </>
  );
}

function LoadedList({ list }: { list: VerificationList }) {
  return (
    <>
      <PageHeader
        above={<BackToVerify />}
        title={list.name}
        beside={<ListStatusChip status={list.status} />}
        actions={
          <>
            {list.status === "draft" ? null : <DownloadButton list={list} />}
            <DeleteButton list={list} />
          </>
        }
      />
      {list.status === "draft" ? (
        <ResumeUpload list={list} />
      ) : (
        <>
          <ListProgress list={list} />
          <ListRows list={list} />
        </>
      )}
    </>
  );
}

function BackToVerify() {
  const { verification: texts } = useMessages();
  return (
    <Link to="/verify" className="inline-flex min-h-6 items-center gap-1 text-xs text-ink-soft hover:text-ink">
      <ArrowLeft aria-hidden className="size-3.5" />
      {texts.title}
    </Link>
  );
}

function ListProgress({ list }: { list: VerificationList }) {
  const { verification: texts } = useMessages();
  const formats = useFormats();
  const { checked_count: done, row_count: total, status, counts } = list;
  const text = status === "completed" ? texts.list.finished(total) : texts.list.done(done, total);
  const share = Math.floor((100 * done) / Math.max(1, total));
  return (
    <Card className="overflow-hidden">
      <div className="grid gap-3 p-5">
        <div className="flex items-baseline justify-between gap-4">
          <p className="font-semibold" data-testid="list-progress">
            {text}
          </p>
          <span className="shrink-0 text-lg font-semibold whitespace-nowrap">{share}&nbsp;%</span>
        </div>
        <Progress
          label={texts.lists.progress}
          value={done}
          max={Math.max(1, total)}
          text={text}
          tone={status === "completed" ? "good" : "accent"}
          className="h-2"
        />
        {status === "running" ? <p className="text-ink-soft">{texts.list.closeable}</p> : null}
        <LiveText text={text} everyMs={15_000} />
      </div>
      <FigureStrip
        className="rounded-none border-x-0 border-b-0"
        figures={rowStatusesOf(list.kind)
          .filter((word) => word !== "empty" || (counts.empty ?? 0) > 0)
          .map((word) => ({ label: texts.statusOf[word], value: formats.number(counts[word] ?? 0) }))}
      />
    </Card>
  );
}

function DownloadButton({ list }: { list: VerificationList }) {
  const messages = useMessages();
  const texts = messages.verification.list;
  const api = useApi();
  const download = useMutation({
    mutationFn: async () =>
      saveCsv(await api.raw(`/verify/lists/${list.id}/export.csv`), `${list.name || "captely"}-verified.csv`),
    onSuccess: (name) => toast.success(texts.downloaded(name)),
    onError: (error) => toast.error(errorText(messages.errors, error)),
  });
  return (
    <Button
      variant={list.status === "completed" ? "primary" : "secondary"}
      busy={download.isPending}
      title={texts.downloadNote}
      onClick={() => download.mutate()}
    >
      <Download aria-hidden />
      {download.isPending ? texts.downloading : texts.download}
    </Button>
  );
}

function DeleteButton({ list }: { list: VerificationList }) {
  const messages = useMessages();
  const texts = messages.verification.list;
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const remove = useDeleteList(list.id);
  return (
    <>
      <Button variant="danger" onClick={() => setAsking(true)}>
        <Trash2 aria-hidden />
        {texts.remove}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={texts.removeTitle}
        description={texts.removeBody}
        confirmLabel={texts.remove}
        cancelLabel={texts.keep}
        busy={remove.isPending}
        onConfirm={() =>
          remove.mutate(undefined, {
            onSuccess: () => {
              toast(texts.removed);
              void navigate({ to: "/verify" });
            },
            onError: (error) => toast.error(errorText(messages.errors, error)),
            onSettled: () => setAsking(false),
          })
        }
      />
    </>
  );
}
