import { createPhoneVerifier } from "#functions/_shared/verification/verify-phone.ts";
import type { ApiDeps } from "#functions/api/deps.ts";

export const testTools: Pick<
  ApiDeps,
  "verifyEmail" | "queuedVerifier" | "phones" | "createSignInToken" | "hubspot" | "sealer"
> = {
  hubspot: {
    simulated: false,
    client: {
      check: () => Promise.reject(new Error("no HubSpot here")),
      upsert: () => Promise.reject(new Error("no HubSpot here")),
    },
  },
  sealer: null,
  verifyEmail: () => Promise.reject(new Error("not yet")),
  queuedVerifier: { look: () => Promise.reject(new Error("not yet")) },
  createSignInToken: (email) => Promise.resolve(`token-hash-of-${email}`),
  phones: createPhoneVerifier({ now: Date.now }),
};
