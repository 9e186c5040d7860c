import { Link, useNavigate } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import type { JobAnswer } from "#contracts/api/jobs.ts";
import { Button } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { Progress } from "#ui/progress.tsx";
import { useFormats, useMessages } from "../../language.tsx";
import { LoadFailure } from "../../shell/load-failure.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { useNow } from "../../shell/use-now.ts";
import { FileDrop } from "../imports/file-drop.tsx";
import { handOverFile } from "../imports/handed-file.ts";
import { JobsSkeleton } from "./jobs-skeleton.tsx";
import { useJobs } from "./queries.ts";
import { JobStatusChip } from "./status-chip.tsx";

export function JobsPage() {
  const messages = useMessages();
  const jobs = useJobs();
  const list = jobs.data?.pages.flatMap((page) => page.jobs) ?? [];

  return (
    <>
      <PageHeader
        title={messages.jobs.title}
        actions={
          list.length > 0 ? (
            <Button asChild variant="primary" className="lg:hidden">
              <Link to="/imports/new">
                <Plus aria-hidden />
                {messages.common.nav.newImport}
              </Link>
            </Button>
          ) : null
        }
      />
      {jobs.isPending ? (
        <JobsSkeleton />
      ) : jobs.isError && list.length === 0 ? (
        <LoadFailure error={jobs.error} onRetry={() => void jobs.refetch()} />
      ) : list.length === 0 ? (
        <FirstImport />
      ) : (
        <>
          <JobsTable jobs={list} />
          {jobs.hasNextPage ? (
            <div className="flex justify-center">
              <Button busy={jobs.isFetchingNextPage} onClick={() => void jobs.fetchNextPage()}>
                {messages.jobs.more}
              </Button>
            </div>
          ) : null}
        </>
      )}
    </>
  );
}

/** Nothing yet: the first thing to do stands ready. */
function FirstImport() {
  const { jobs } = useMessages();
  const navigate = useNavigate();
  return (
    <div className="grid gap-4">
      <div className="grid gap-1">
        <h2 className="text-lg">{jobs.empty.title}</h2>
        <p className="max-w-2xl text-ink-soft">{jobs.empty.body}</p>
      </div>
      <FileDrop
        onFile={(file) => {
          handOverFile(file);
          void navigate({ to: "/imports/new" });
        }}
      />
    </div>
  );
}

const headStyle = "px-4 py-2 text-left text-xs text-ink-faint";

function JobsTable({ jobs }: { jobs: JobAnswer[] }) {
  const messages = useMessages();
  const texts = messages.jobs;
  return (
    <Card className="overflow-hidden">
      <table className="w-full table-fixed border-collapse">
        <caption className="sr-only">{texts.count(jobs.length)}</caption>
        <thead className="max-sm:sr-only">
          <tr className="border-b border-line">
            <th className={headStyle}>{texts.name}</th>
            <th className={`${headStyle} w-32`}>{texts.state}</th>
            <th className={`${headStyle} w-56 max-md:hidden`}>{texts.progressColumn}</th>
            <th className={`${headStyle} w-24 text-right max-lg:hidden`}>{texts.found}</th>
            <th className={`${headStyle} w-24 text-right max-lg:hidden`}>{texts.creditsColumn}</th>
            <th className={`${headStyle} w-32 text-right`}>{texts.created}</th>
          </tr>
        </thead>
        <tbody>
          {jobs.map((answer) => (
            <JobRow key={answer.job.id} {...answer} />
          ))}
        </tbody>
      </table>
    </Card>
  );
}

function JobRow({ job, progress }: JobAnswer) {
  const { jobs: texts } = useMessages();
  const formats = useFormats();
  const now = useNow(30_000);
  const draft = job.status === "draft";
  const done = texts.progress.done(progress.done, progress.total);
  return (
    <tr className="relative border-b border-line transition-colors last:border-0 hover:bg-hover max-sm:grid max-sm:grid-cols-[1fr_auto] max-sm:gap-x-3 max-sm:py-3">
      <td className="px-4 py-3 max-sm:py-0">
        <Link
          {...(draft
            ? { to: "/imports/$jobId", params: { jobId: job.id } }
            : { to: "/jobs/$jobId", params: { jobId: job.id } })}
          className="block truncate font-semibold after:absolute after:inset-0"
        >
          {job.name}
        </Link>
        <span className="block truncate text-xs text-ink-faint">
          {texts.sources[job.source]} · {draft ? formats.number(job.row_count) : done}
        </span>
      </td>
      <td className="px-4 py-3 max-sm:py-0">
        <JobStatusChip status={job.status} />
      </td>
      <td className="px-4 py-3 max-md:hidden">
        {draft ? null : (
          <div className="grid gap-1.5">
            <span className="text-xs text-ink-soft">{done}</span>
            <Progress
              label={texts.progress.label}
              value={progress.done}
              max={progress.total}
              text={done}
              tone={job.status === "completed" ? "good" : job.status === "running" ? "accent" : "still"}
            />
          </div>
        )}
      </td>
      <td className="px-4 py-3 text-right max-lg:hidden">{draft ? "" : formats.number(progress.found)}</td>
      <td className="px-4 py-3 text-right max-lg:hidden">{draft ? "" : formats.credits(job.credits_milli)}</td>
      <td className="px-4 py-3 text-right text-ink-soft max-sm:hidden">
        <time dateTime={job.created_at} title={formats.dateTime(job.created_at)}>
          {formats.ago(job.started_at ?? job.created_at, now)}
        </time>
      </td>
    </tr>
  );
}
