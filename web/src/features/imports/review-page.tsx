import { getRouteApi, Navigate } from "@tanstack/react-router";
import { useState } from "react";
import type { ImportSummary } from "#contracts/api/imports.ts";
import type { Meta } from "#contracts/api/meta.ts";
import { useMessages } from "../../language.tsx";
import { LoadFailure } from "../../shell/load-failure.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { useMeta } from "../../shell/use-me.ts";
import { useImportSummary } from "../jobs/queries.ts";
import { openOptions } from "./chosen-options.ts";
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
  const summary = useImportSummary(jobId);
  const meta = useMeta();

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
        <Review key={jobId} summary={summary.data} meta={meta.data} />
      ) : (
        <ReviewSkeleton />
      )}
    </>
  );
}

function Review({ summary, meta }: { summary: ImportSummary; meta: Meta }) {
  const { show = "all" } = route.useSearch();
  const navigate = route.useNavigate();
  const [chosen, setChosen] = useState(() => openOptions(summary.job, meta));
  return (
    <>
      <ReviewCounts summary={summary} want={chosen.want} />
      <div className="grid gap-6 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <ReviewPreview
          summary={summary}
          want={chosen.want}
          show={show}
          onShow={(next) =>
            void navigate({
              search: { show: next === "all" ? undefined : next },
              replace: true,
              resetScroll: false,
            })
          }
        />
        <ReviewOptions summary={summary} meta={meta} chosen={chosen} onChange={setChosen} />
      </div>
    </>
  );
}
