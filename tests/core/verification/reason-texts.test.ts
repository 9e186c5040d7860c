import { describe, expect, it } from "vitest";
import { createEnglish } from "#core/i18n/en.ts";
import { createFormats } from "#core/i18n/formats.ts";
import { createFrench } from "#core/i18n/fr.ts";
import type { DomainReason } from "#core/verification/dns/domain-verdict.ts";
import type { SyntaxFault } from "#core/verification/email-syntax.ts";
import { baseScores, caps, deductions } from "#core/verification/score-table.ts";
import { replyClasses } from "#core/verification/smtp/classify-reply.ts";

/** Typed as records, so that a new word is missed here by the compiler before a user misses its sentence. */
const syntaxFaults: Record<SyntaxFault, true> = {
  domain_empty: true,
  domain_dots: true,
  domain_char: true,
  domain_hyphen: true,
  domain_idn: true,
  label_too_long: true,
  domain_too_long: true,
  empty: true,
  too_long: true,
  control_char: true,
  lone_surrogate: true,
  whitespace: true,
  display_name: true,
  comment: true,
  no_at: true,
  many_at: true,
  local_empty: true,
  local_too_long: true,
  local_dots: true,
  local_char: true,
  quoted_string: true,
  address_literal: true,
  single_label: true,
  tld: true,
};
const domainReasons: Record<Exclude<DomainReason, "ok">, true> = {
  domain_not_found: true,
  null_mx: true,
  no_mx: true,
  mx_unresolvable: true,
  mx_target_not_public: true,
  dns_error: true,
  dns_timeout: true,
  reserved_domain: true,
};
const others =
  "possible_typo disposable catch_all catch_all_unknown provider_unverifiable smtp_not_performed smtputf8_unsupported " +
  "no_connection connection_lost timeout service_accepted service_refused service_catch_all bad_input valid possible_only " +
  "local_only fictional dummy inactive too_short too_long not_possible not_a_number not_a_phone_notation cut_by_spreadsheet no_region";

const reasons = [
  ...Object.keys(syntaxFaults).map((fault) => `syntax_${fault}`),
  ...Object.keys(domainReasons),
  ...replyClasses,
  ...others.split(" "),
];

describe.each([
  ["English", createEnglish(createFormats("en", "UTC")).verification],
  ["French", createFrench(createFormats("fr", "UTC")).verification],
])("in %s", (_language, texts) => {
  it("every reason of a verdict has a sentence", () => {
    expect(reasons.filter((reason) => !Object.hasOwn(texts.reasons, reason))).toEqual([]);
  });
  it("every line of a score has one", () => {
    const codes = [...Object.keys(baseScores), ...Object.keys(deductions), ...Object.keys(caps)];
    expect(codes.filter((code) => !Object.hasOwn(texts.lines, code))).toEqual([]);
  });
});
