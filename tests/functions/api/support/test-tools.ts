import type { ApiDeps } from "#functions/api/deps.ts";

export const testTools: Pick<ApiDeps, "verifyEmail"> = {
  verifyEmail: () => Promise.reject(new Error("not yet")),
};
