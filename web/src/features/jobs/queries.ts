import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { importSummarySchema } from "#contracts/api/imports.ts";
import { jobAnswerSchema, jobListSchema, reportSchema, shadowReportSchema } from "#contracts/api/jobs.ts";
import { useApi } from "../../app-context.tsx";
import { isLive, pollInterval } from "./poll-interval.ts";

export function useJobs() {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: ["jobs"],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      api.call(jobListSchema, `/jobs?limit=25${pageParam && `&cursor=${encodeURIComponent(pageParam)}`}`, { signal }),
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: (query) => {
      const live = query.state.data?.pages.some((page) => page.jobs.some(({ job }) => isLive(job.status)));
      return live ? 3_000 : 20_000;
    },
  });
}

export function useJob(jobId: string) {
  const api = useApi();
  return useQuery({
    queryKey: ["job", jobId],
    queryFn: ({ signal }) => api.call(jobAnswerSchema, `/jobs/${jobId}`, { signal }),
    refetchInterval: (query) => pollInterval(query.state.data?.job.status),
  });
}

export function useReport(jobId: string, live: boolean) {
  const api = useApi();
  return useQuery({
    queryKey: ["report", jobId],
    queryFn: ({ signal }) => api.call(reportSchema, `/jobs/${jobId}/report`, { signal }),
    refetchInterval: live ? 4_000 : false,
  });
}

/** What the policy would have done; of a job that follows a pinned order. */
export function useShadow(jobId: string, live: boolean) {
  const api = useApi();
  return useQuery({
    queryKey: ["shadow", jobId],
    queryFn: ({ signal }) => api.call(shadowReportSchema, `/jobs/${jobId}/shadow`, { signal }),
    refetchInterval: live ? 10_000 : false,
  });
}

/** Reads once more what is shown of a job when it is over: what changed since the last read would never show. */
export function useLastRead(jobId: string, live: boolean) {
  const queryClient = useQueryClient();
  const wasLive = useRef(live);
  useEffect(() => {
    if (wasLive.current && !live) {
      for (const shown of ["contacts", "report", "shadow"]) {
        void queryClient.invalidateQueries({ queryKey: [shown, jobId] });
      }
    }
    wasLive.current = live;
  }, [queryClient, jobId, live]);
}

/** Rows that were left out, with the reasons; the same summary that the review before the start shows. */
export function useImportSummary(jobId: string) {
  const api = useApi();
  return useQuery({
    queryKey: ["import", jobId],
    queryFn: ({ signal }) => api.call(importSummarySchema, `/imports/${jobId}`, { signal }),
    staleTime: 30_000,
  });
}

export type JobAction = "pause" | "resume" | "cancel";

export function useJobAction(jobId: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (action: JobAction) => api.call(jobAnswerSchema, `/jobs/${jobId}/${action}`, { method: "POST" }),
    // Whatever came of it, what is shown must be what is.
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: ["job", jobId] }),
        queryClient.invalidateQueries({ queryKey: ["jobs"] }),
        queryClient.invalidateQueries({ queryKey: ["me"] }),
      ]),
  });
}
