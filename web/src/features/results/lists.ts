import { useQuery } from "@tanstack/react-query";
import { listsSchema } from "#contracts/api/lists.ts";
import { useApi } from "../../app-context.tsx";

/** The lists of the workspace, by name. */
export function useLists() {
  const api = useApi();
  return useQuery({
    queryKey: ["lists"],
    queryFn: ({ signal }) => api.call(listsSchema, "/lists", { signal }),
    staleTime: 30_000,
    select: ({ lists }) => lists,
  });
}
