import type { LineStatus } from "./lookup-port.ts";

export interface PhoneScoreInput {
  possible: boolean;
  valid: boolean;
  /** libphonenumber's word; null or UNKNOWN when the number is of no kind. */
  type: string | null;
  fictional: boolean;
  hasOrigin: boolean;
  agreesWithCompany: boolean | null;
  confirmedBySecondSource: boolean;
  /** The line's own state where a look-up gave it. */
  lineStatus: LineStatus | null;
}

export interface ScoreLine {
  points: number;
  why: string;
}

/** Points of the published table; a cap is a line with the points that it takes away. */
export function scorePhone(input: PhoneScoreInput): { score: number; lines: ScoreLine[] } {
  const lines: ScoreLine[] = [];
  const add = (points: number, why: string) => {
    if (points !== 0) lines.push({ points, why });
  };
  const total = () => lines.reduce((sum, line) => sum + line.points, 0);
  const cap = (limit: number, why: string) => add(Math.min(0, limit - total()), why);

  if (!input.possible && !input.valid) return { score: 0, lines: [{ points: 0, why: "not_possible" }] };
  if (!input.valid) {
    add(15, "possible_length_only");
  } else {
    add(60, "valid_range");
    add(typePoints(input.type), `type_${(input.type ?? "unknown").toLowerCase()}`);
    if (input.hasOrigin) add(5, "carrier_or_location_known");
    if (input.agreesWithCompany === true) add(10, "same_country_as_company");
    if (input.confirmedBySecondSource) add(5, "two_sources_agree");
  }
  if (input.lineStatus === "reachable") add(95 - total(), "line_reachable");
  else if (input.lineStatus === "active") add(90 - total(), "line_active");
  else if (input.lineStatus === "unreachable") add(70 - total(), "line_switched_off");
  else if (input.lineStatus === "inactive") cap(5, "line_inactive");
  if (input.type === "PREMIUM_RATE" || input.type === "PAGER" || input.type === "VOICEMAIL")
    cap(30, "not_a_person_line");
  if (input.fictional) cap(10, "fictional_or_dummy");
  return { score: Math.max(0, Math.min(100, total())), lines };
}

function typePoints(type: string | null): number {
  switch (type) {
    case "MOBILE":
    case "FIXED_LINE":
      return 15;
    case "FIXED_LINE_OR_MOBILE":
      return 8;
    case "TOLL_FREE":
    case "UAN":
      return 5;
    default:
      return 0;
  }
}
