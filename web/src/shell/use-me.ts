import { useQuery } from "@tanstack/react-query";
import { meSchema, metaSchema } from "#contracts/api/meta.ts";
import { useApi } from "../app-context.tsx";

/** The user, the workspace and its balance; fresh enough to watch credits go while a job runs. */
export function useMe() {
  const api = useApi();
  return useQuery({
    queryKey: ["me"],
    queryFn: ({ signal }) => api.call(meSchema, "/me", { signal }),
    staleTime: 5_000,
    refetchInterval: 10_000,
  });
}

/** What this installation offers: providers, prices, limits. */
export function useMeta() {
  const api = useApi();
  return useQuery({
    queryKey: ["meta"],
    queryFn: ({ signal }) => api.call(metaSchema, "/meta", { signal }),
    staleTime: 300_000,
  });
}
