import { regionHint } from "#core/verification/phone/region-hint.ts";
import { verifyPhone } from "#core/verification/phone/verify-phone.ts";
import type { NormalPhone } from "./deps.ts";

/**
 * A provider's number in E.164, or null when it cannot be dialled. Numbers reserved for fiction count in the sandbox
 * only, where nobody else has a telephone.
 */
export function createPhoneNormalizer(sandbox: boolean) {
  return (number: string, hint: { country: string | null; location: string | null }): NormalPhone | null => {
    const verdict = verifyPhone(number, { region: regionHint(hint.country, hint.location) });
    if (verdict.e164 === null) return null;
    const isUsable = sandbox ? verdict.possible : verdict.valid && verdict.reason !== "fictional";
    if (!isUsable) return null;
    return { e164: verdict.e164, type: verdict.type, status: verdict.valid ? "valid" : "possible" };
  };
}
