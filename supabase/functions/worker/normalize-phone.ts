import { regionHint } from "#core/verification/phone/region-hint.ts";
import { verifyPhone } from "#core/verification/phone/verify-phone.ts";
import type { NormalPhone } from "./deps.ts";

/**
 * A provider's number in E.164, or null when it cannot be dialled. A number that is only possible (its range is not
 * assigned as far as the numbering plan tells) is delivered as such and free.
 */
export function normalizePhone(
  number: string,
  hint: { country: string | null; location: string | null },
): NormalPhone | null {
  const verdict = verifyPhone(number, { region: regionHint(hint.country, hint.location) });
  if (verdict.e164 === null || !verdict.possible || ["dummy", "local_only"].includes(verdict.reason)) return null;
  return { e164: verdict.e164, type: verdict.type, status: verdict.valid ? "valid" : "possible" };
}
