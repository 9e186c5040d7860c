import { useMutation } from "@tanstack/react-query";
import { CircleX, Download, Pause, Play } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import type { JobAnswer } from "#contracts/api/jobs.ts";
import { Button } from "#ui/button.tsx";
import { ConfirmDialog } from "#ui/confirm-dialog.tsx";
import { useApi } from "../../app-context.tsx";
import { errorText } from "../../error-text.ts";
import { useMessages } from "../../language.tsx";
import { downloadCsv } from "./download-csv.ts";
import { type JobAction, useJobAction } from "./queries.ts";

/** Pause, resume, cancel, download: what the state of the job allows. */
export function JobActions({ answer: { job, progress } }: { answer: JobAnswer }) {
  const messages = useMessages();
  const texts = messages.jobs;
  const [asking, setAsking] = useState(false);
  const action = useJobAction(job.id);
  const open = job.status === "running" || job.status === "waiting" || job.status === "paused";

  function run(name: JobAction) {
    const done = { pause: texts.paused, resume: texts.resumed, cancel: texts.cancelled }[name];
    action.mutate(name, {
      onSuccess: () => toast(done),
      onError: (error) => toast.error(errorText(messages.errors, error)),
      onSettled: () => setAsking(false),
    });
  }

  return (
    <>
      {job.status === "paused" ? (
        <Button busy={action.isPending} onClick={() => run("resume")}>
          <Play aria-hidden />
          {texts.resume}
        </Button>
      ) : open ? (
        <Button busy={action.isPending && !asking} onClick={() => run("pause")}>
          <Pause aria-hidden />
          {texts.pause}
        </Button>
      ) : null}
      {open ? (
        <Button variant="danger" onClick={() => setAsking(true)}>
          <CircleX aria-hidden />
          {texts.cancelJob}
        </Button>
      ) : null}
      <DownloadButton job={job} disabled={progress.done === 0 && progress.phones_pending === 0 && open} />
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={texts.cancelTitle}
        description={texts.cancelBody(Math.max(0, progress.total - progress.done))}
        confirmLabel={texts.cancelConfirm}
        cancelLabel={texts.keep}
        busy={action.isPending}
        onConfirm={() => run("cancel")}
      />
    </>
  );
}

function DownloadButton({ job, disabled }: { job: JobAnswer["job"]; disabled: boolean }) {
  const messages = useMessages();
  const texts = messages.jobs;
  const api = useApi();
  const download = useMutation({
    mutationFn: () => downloadCsv(api, job.id, job.name),
    onSuccess: (name) => toast.success(texts.downloaded(name)),
    onError: (error) => toast.error(errorText(messages.errors, error)),
  });
  return (
    <Button
      variant={job.status === "completed" ? "primary" : "secondary"}
      busy={download.isPending}
      disabled={disabled}
      title={texts.downloadNote}
      onClick={() => download.mutate()}
    >
      <Download aria-hidden />
      {download.isPending ? texts.downloading : texts.download}
    </Button>
  );
}
