import { useQuery } from "@tanstack/react-query";
import { hubspotSchema } from "#contracts/api/destinations.ts";
import { useApi } from "../../app-context.tsx";

export const hubspotKey = ["destinations", "hubspot"] as const;

export function useHubspot() {
  const api = useApi();
  return useQuery({
    queryKey: hubspotKey,
    queryFn: ({ signal }) => api.call(hubspotSchema, "/destinations/hubspot", { signal }),
    staleTime: 30_000,
  });
}
