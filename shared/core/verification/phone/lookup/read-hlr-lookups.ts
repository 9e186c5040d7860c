import { z } from "zod";
import { isMobileOnly, type LineStatus, type LookupQuestion, type LookupResult } from "../lookup-port.ts";

const word = z.string().max(200).nullish();
const answerSchema = z.object({
  msisdn: z.string().max(40),
  processing_status: z.string().max(40),
  connectivity_status: z.string().max(40),
  data_source: word,
  is_ported: z.boolean().nullish().catch(null),
  original_network_name: word.catch(null),
  ported_network_name: word.catch(null),
});

/** UNDETERMINED and whatever else may come say nothing. */
const statuses: ReadonlyMap<string, LineStatus> = new Map([
  ["CONNECTED", "reachable"],
  ["ABSENT", "unreachable"],
  ["INVALID_MSISDN", "inactive"],
]);

/**
 * The answer of hlr-lookups.com (HTTP 200). Only a completed question to the live register says something of the line;
 * "invalid" counts only for numbers that the plan knows as mobile, since the register holds no others.
 */
export function readHlrLookups(question: LookupQuestion, body: unknown): LookupResult {
  const parsed = answerSchema.safeParse(body);
  if (!parsed.success) {
    return { outcome: "failed", kind: "bad_answer", message: "hlr-lookups sent an answer of another form." };
  }
  const answer = parsed.data;
  if (answer.msisdn !== question.e164) {
    return { outcome: "failed", kind: "bad_answer", message: "hlr-lookups answered for another number." };
  }
  const isComplete = answer.processing_status === "COMPLETED";
  const isLive = answer.data_source == null || answer.data_source === "LIVE_HLR";
  const status = isComplete && isLive ? (statuses.get(answer.connectivity_status) ?? null) : null;
  const isOnline = status === "reachable" || status === "unreachable";
  const network = answer.is_ported === true ? answer.ported_network_name : answer.original_network_name;
  return {
    outcome: "answered",
    // Whoever is in the register of mobile lines has one.
    type: isOnline ? "MOBILE" : null,
    carrier: isComplete ? network?.trim() || null : null,
    lineStatus: status === "inactive" && !isMobileOnly(question.type) ? null : status,
  };
}
