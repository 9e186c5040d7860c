import { isUnreachableReason } from "../fictional.ts";
import type { LineStatus, LookupAnswer } from "../lookup-port.ts";
import { scorePhone } from "../score-phone.ts";
import type { PhoneVerdict, VerifyPhoneOptions } from "../verify-phone.ts";

const activeBy: Readonly<Record<LineStatus, boolean>> = {
  reachable: true,
  active: true,
  // Off or out of reach: somebody has the line.
  unreachable: true,
  inactive: false,
};

/** A verdict with what a look-up said: today's carrier and kind, whether the line is alive, and the score that follows. */
export function applyLookup(
  verdict: PhoneVerdict,
  answer: LookupAnswer,
  { companyRegion }: Pick<VerifyPhoneOptions, "companyRegion"> = {},
): PhoneVerdict {
  const type = answer.type ?? verdict.type;
  const carrier = answer.carrier ?? verdict.carrier;
  const { score, lines } = scorePhone({
    possible: verdict.possible,
    valid: verdict.valid,
    type,
    fictional: isUnreachableReason(verdict.reason),
    hasOrigin: carrier !== null || verdict.location !== null,
    agreesWithCompany: companyRegion ? companyRegion.toUpperCase() === verdict.region : null,
    confirmedBySecondSource: false,
    lineStatus: answer.lineStatus,
  });
  return {
    ...verdict,
    type,
    carrier,
    carrier_source: answer.carrier === null ? verdict.carrier_source : "lookup",
    active: answer.lineStatus === null ? null : activeBy[answer.lineStatus],
    score,
    reason: answer.lineStatus === "inactive" ? "inactive" : verdict.reason,
    score_lines: lines,
  };
}
