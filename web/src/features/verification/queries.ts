import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import {
  verificationListAnswerSchema,
  verificationListsSchema,
  verificationRowsPageSchema,
} from "#contracts/api/verification-lists.ts";
import type { RowStatus } from "#core/verification/list-words.ts";
import { useApi } from "../../app-context.tsx";

const runningMs = 1_500;

export function useVerificationLists() {
  const api = useApi();
  return useQuery({
    queryKey: ["verification-lists"],
    queryFn: ({ signal }) => api.call(verificationListsSchema, "/verify/lists", { signal }),
    refetchInterval: (query) => (query.state.data?.lists.some(({ status }) => status === "running") ? 3_000 : 20_000),
  });
}

export function useVerificationList(listId: string) {
  const api = useApi();
  return useQuery({
    queryKey: ["verification-list", listId],
    queryFn: ({ signal }) => api.call(verificationListAnswerSchema, `/verify/lists/${listId}`, { signal }),
    refetchInterval: (query) => (query.state.data?.list.status === "running" ? runningMs : false),
  });
}

/** Rows page by page; while the list runs, those shown are read again. */
export function useListRows(listId: string, status: RowStatus | undefined, live: boolean) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: ["verification-rows", listId, status ?? "all"],
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) =>
      api.call(
        verificationRowsPageSchema,
        `/verify/lists/${listId}/rows?limit=50&after=${pageParam}${status === undefined ? "" : `&status=${status}`}`,
        { signal },
      ),
    getNextPageParam: (page) => page.next_after,
    refetchInterval: live ? 3_000 : false,
  });
}

export function useStartList(listId: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => api.call(verificationListAnswerSchema, `/verify/lists/${listId}/start`, { method: "POST" }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["verification-list", listId] }),
  });
}

export function useDeleteList(listId: string) {
  const api = useApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => api.call(z.undefined(), `/verify/lists/${listId}`, { method: "DELETE" }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["verification-lists"] }),
  });
}
