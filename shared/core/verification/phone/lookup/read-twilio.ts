import type { NumberType } from "libphonenumber-js/max";
import { z } from "zod";
import { isMobileOnly, type LineStatus, type LookupQuestion, type LookupResult } from "../lookup-port.ts";

const word = z.string().max(200).nullish();
const errorCode = z.union([z.number(), z.string().max(20)]).nullish();
/** Each part is read on its own: a package that came out wrong must not cost the other. */
const answerSchema = z.object({
  phone_number: z.string().max(40),
  line_type_intelligence: z.object({ type: word, carrier_name: word, error_code: errorCode }).nullish().catch(null),
  line_status: z.object({ status: word, error_code: errorCode }).nullish().catch(null),
});

const types: Readonly<Record<string, NumberType>> = {
  mobile: "MOBILE",
  landline: "FIXED_LINE",
  fixedVoip: "VOIP",
  nonFixedVoip: "VOIP",
  tollFree: "TOLL_FREE",
  premium: "PREMIUM_RATE",
  personal: "PERSONAL_NUMBER",
  sharedCost: "SHARED_COST",
  uan: "UAN",
  voicemail: "VOICEMAIL",
  pager: "PAGER",
};
const statuses: readonly string[] = ["reachable", "active", "unreachable", "inactive"] satisfies LineStatus[];
const isStatus = (value: string): value is LineStatus => statuses.includes(value);

/**
 * Twilio's Lookup v2 answer (HTTP 200). A package with an error code has said nothing. "inactive" comes from the mobile
 * networks' register, in which a landline is missing too, so that it only counts for numbers known to be mobile.
 */
export function readTwilio(question: LookupQuestion, body: unknown): LookupResult {
  const parsed = answerSchema.safeParse(body);
  if (!parsed.success)
    return { outcome: "failed", kind: "bad_answer", message: "Twilio sent an answer of another form." };
  const { phone_number: number, line_type_intelligence: line, line_status: live } = parsed.data;
  if (number !== question.e164) {
    return { outcome: "failed", kind: "bad_answer", message: "Twilio answered for another number." };
  }
  const hasLine = line != null && line.error_code == null;
  const kind = hasLine ? (line.type ?? "") : "";
  const type = Object.hasOwn(types, kind) ? (types[kind] ?? null) : null;
  const said = live != null && live.error_code == null ? (live.status ?? "").toLowerCase() : "";
  const status = isStatus(said) ? said : null;
  const counts = status !== "inactive" || isMobileOnly(type ?? question.type);
  return {
    outcome: "answered",
    type,
    carrier: hasLine ? line.carrier_name?.trim() || null : null,
    lineStatus: counts ? status : null,
  };
}
