import { queryOptions } from "@tanstack/react-query";
import { workspaceBudgetSchema } from "#contracts/api/budget.ts";
import type { Api } from "../../api.ts";

export const budgetPath = "/workspace/budget";

/** What the workspace may spend in a day, and has spent today. */
export const budgetQuery = (api: Api) =>
  queryOptions({
    queryKey: ["budget"],
    queryFn: ({ signal }) => api.call(workspaceBudgetSchema, budgetPath, { signal }),
  });
