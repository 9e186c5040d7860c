import { getRouteApi, Link, Navigate } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { lazy, type ReactNode, Suspense } from "react";
import type { JobAnswer } from "#contracts/api/jobs.ts";
import { Card } from "#ui/card.tsx";
import { cn } from "#ui/cn.ts";
import { Skeleton } from "#ui/skeleton.tsx";
import { useMessages } from "../../language.tsx";
import { LoadFailure } from "../../shell/load-failure.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { ContactsView } from "../results/contacts-view.tsx";
import { JobActions } from "./job-actions.tsx";
import { JobProgress } from "./job-progress.tsx";
import { LeftOutRows } from "./left-out-rows.tsx";
import { isLive } from "./poll-interval.ts";
import { useJob, useLastRead } from "./queries.ts";
import { ShadowReport } from "./shadow-report.tsx";
import { SourcesReport } from "./sources-report.tsx";
import { JobStatusChip } from "./status-chip.tsx";

/** Not on the first screen of a job: nobody has an address yet. */
const SendToHubspot = lazy(() =>
  import("../destinations/send-to-hubspot.tsx").then((module) => ({ default: module.SendToHubspot })),
);

const route = getRouteApi("/members/jobs/$jobId");

export function JobPage() {
  const { jobId } = route.useParams();
  const job = useJob(jobId);
  if (job.data?.job.status === "draft") return <Navigate to="/imports/$jobId" params={{ jobId }} replace />;
  if (job.data) return <LoadedJob answer={job.data} />;
  return job.isError ? <FailedJob error={job.error} onRetry={() => void job.refetch()} /> : <JobSkeleton />;
}

function LoadedJob({ answer }: { answer: JobAnswer }) {
  const { tab } = route.useSearch();
  const { job } = answer;
  useLastRead(job.id, isLive(job.status));
  return (
    <>
      <PageHeader
        above={<BackToJobs />}
        title={job.name}
        beside={<JobStatusChip status={job.status} />}
        actions={<JobActions answer={answer} />}
      />
      <JobProgress answer={answer} />
      {job.email_count > 0 ? (
        <Suspense fallback={null}>
          <SendToHubspot job={job} />
        </Suspense>
      ) : null}
      <JobTabs leftOut={job.invalid_count} />
      {tab === "sources" ? (
        <>
          <SourcesReport job={job} />
          {job.options.mode === "shadow" ? <ShadowReport job={job} /> : null}
        </>
      ) : tab === "rows" ? (
        <LeftOutRows jobId={job.id} />
      ) : (
        <ContactsView job={job} />
      )}
    </>
  );
}

function BackToJobs() {
  const { jobs } = useMessages();
  return (
    <Link to="/jobs" className="inline-flex min-h-6 items-center gap-1 text-xs text-ink-soft hover:text-ink">
      <ArrowLeft aria-hidden className="size-3.5" />
      {jobs.title}
    </Link>
  );
}

/** The views of a job; each has its address. */
function JobTabs({ leftOut }: { leftOut: number }) {
  const { jobs } = useMessages();
  const { tab } = route.useSearch();
  const tabs: { tab: "sources" | "rows" | undefined; label: ReactNode }[] = [
    { tab: undefined, label: jobs.tabs.contacts },
    { tab: "sources", label: jobs.tabs.sources },
    { tab: "rows", label: `${jobs.tabs.rows} (${leftOut})` },
  ];
  return (
    <nav aria-label={jobs.tabs.label} className="flex gap-6 border-b border-line">
      {tabs.map((item) => (
        <Link
          key={item.tab ?? "contacts"}
          from="/jobs/$jobId"
          to="."
          search={{ tab: item.tab }}
          resetScroll={false}
          aria-current={tab === item.tab ? "page" : undefined}
          className={cn(
            "-mb-px inline-flex min-h-9 items-center border-b-2 border-transparent text-ink-soft hover:text-ink",
            tab === item.tab && "border-action font-semibold text-ink",
          )}
        >
          {item.label}
        </Link>
      ))}
    </nav>
  );
}

function JobSkeleton() {
  const { common } = useMessages();
  return (
    <>
      <p role="status" className="sr-only">
        {common.loading}
      </p>
      <div className="grid gap-2">
        <Skeleton className="h-3 w-16" />
        <Skeleton className="h-7 w-72 max-w-full" />
      </div>
      <Card className="h-36" />
      <Card className="h-96" />
    </>
  );
}

function FailedJob({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { jobs } = useMessages();
  return (
    <>
      <PageHeader above={<BackToJobs />} title={jobs.title} />
      <LoadFailure error={error} onRetry={onRetry} />
    </>
  );
}
