import { getRouteApi, Navigate } from "@tanstack/react-router";
import { useMessages } from "../../language.tsx";
import { LoadFailure } from "../../shell/load-failure.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { useMeta } from "../../shell/use-me.ts";
import { useImportSummary } from "../jobs/queries.ts";
import { ReviewCounts } from "./review-counts.tsx";
import { ReviewOptions } from "./review-options.tsx";
import { ReviewPreview } from "./review-preview.tsx";
import { ReviewSkeleton } from "./review-skeleton.tsx";
import { Steps } from "./steps.tsx";

const route = getRouteApi("/members/imports/$jobId");

/** A draft before its start: what was read, what is wrong, what it may cost. */
export function ReviewPage() {
  const { imports } = useMessages();
  const { jobId } = route.useParams();
  const { show = "all" } = route.useSearch();
  const summary = useImportSummary(jobId);
  const meta = useMeta();
  const navigate = route.useNavigate();

  if (summary.data && summary.data.job.status !== "draft") {
    return <Navigate to="/jobs/$jobId" params={{ jobId }} replace />;
  }
  const failed = summary.error ?? meta.error;
  return (
    <>
      <PageHeader title={imports.review.title} {...(summary.data ? { description: summary.data.job.name } : {})} />
      <Steps current={2} />
      {failed !== null && (!summary.data || !meta.data) ? (
        <LoadFailure
          error={failed}
          onRetry={() => {
            void summary.refetch();
            void meta.refetch();
          }}
        />
      ) : summary.data && meta.data ? (
        <>
          <ReviewCounts summary={summary.data} />
          <div className="grid gap-6 xl:grid-cols-[minmax(0,1fr)_22rem]">
            <ReviewPreview
              summary={summary.data}
              show={show}
              onShow={(next) =>
                void navigate({
                  search: { show: next === "all" ? undefined : next },
                  replace: true,
                  resetScroll: false,
                })
              }
            />
            <ReviewOptions key={jobId} summary={summary.data} meta={meta.data} />
          </div>
        </>
      ) : (
        <ReviewSkeleton />
      )}
    </>
  );
}
