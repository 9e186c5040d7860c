import { isListedEmail, type ListedVerdict } from "./list-verdict.ts";
import type { ListKind, RowStatus } from "./list-words.ts";

const emailColumns = [
  "email_status",
  "email_reason",
  "email_score",
  "email_suggestion",
  "email_normalized",
  "email_provider",
  "email_disposable",
  "email_role",
  "email_free",
  "email_catch_all",
  "email_level",
] as const;

const phoneColumns = [
  "phone_status",
  "phone_reason",
  "phone_score",
  "phone_e164",
  "phone_type",
  "phone_region",
  "phone_carrier",
  "phone_location",
] as const;

/** What stands behind the input columns of a verified list. Scripts outside rely on the names. */
export const verdictColumns = (kind: ListKind): readonly string[] => (kind === "email" ? emailColumns : phoneColumns);

const flag = (value: boolean): string => (value ? "yes" : "no");

/** One cell for each of `verdictColumns`; a row that still waits, or holds nothing, has its word and empty cells. */
export function verdictCells(kind: ListKind, status: RowStatus | null, verdict: ListedVerdict | null): string[] {
  if (verdict === null) return [status ?? "waiting", ...Array<string>(verdictColumns(kind).length - 1).fill("")];
  if (isListedEmail(verdict)) {
    const { flags } = verdict;
    return [
      verdict.status,
      verdict.reason,
      String(verdict.score),
      verdict.suggestion ?? "",
      verdict.normalized ?? "",
      verdict.provider ?? "",
      flag(flags.disposable),
      flag(flags.role),
      flag(flags.free),
      flag(flags.catch_all),
      String(verdict.level),
    ];
  }
  return [
    status ?? "waiting",
    verdict.reason,
    String(verdict.score),
    verdict.e164 ?? "",
    verdict.type,
    verdict.region ?? "",
    verdict.carrier ?? "",
    verdict.location ?? "",
  ];
}
