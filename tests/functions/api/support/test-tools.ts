import { createPhoneVerifier } from "#functions/_shared/verification/verify-phone.ts";
import type { ApiDeps } from "#functions/api/deps.ts";

export const testTools: Pick<ApiDeps, "verifyEmail" | "phones"> = {
  verifyEmail: () => Promise.reject(new Error("not yet")),
  phones: createPhoneVerifier({ now: Date.now }),
};
