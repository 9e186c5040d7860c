import { failure } from "../failure.ts";
import type { Answer, EmailLabel } from "../provider-port.ts";
import { usableEmail } from "../usable-email.ts";
import type { FinderData } from "./response.ts";

/** Score from which an address counts as sure. */
const sureScore = 90;

export function mapFinder(data: FinderData): Answer {
  if (!data.email) return failure("miss", "Hunter found no address");
  const email = usableEmail(data.email);
  const status = data.verification?.status ?? null;
  const score = data.score ?? null;
  const label = labelOf(status, score);
  // The credit is spent as soon as an address comes, also when it is one we do not use.
  if (email === null || label === null) return failure("miss", "Hunter had only an unusable address", { credits: 1 });
  return {
    outcome: "found",
    emails: [{ email, label, nativeLabel: status ?? "no status", score }],
    phones: data.phone_number ? [{ number: data.phone_number, kind: "other" }] : [],
    credits: 1,
  };
}

/** Null: an address we do not use (invalid, or a free or throw-away box). */
function labelOf(status: string | null, score: number | null): EmailLabel | null {
  const sure = score !== null && score >= sureScore;
  switch (status) {
    case "valid":
      return sure ? "verified" : "probable";
    case "accept_all":
      return "catch_all";
    case "invalid":
    case "webmail":
    case "disposable":
      return null;
    case null:
      return sure ? "probable" : "weak";
    default:
      return "weak";
  }
}
