import type { EmailLabel } from "../../providers/provider-port.ts";
import type { Agreement, AnswerEvidence, MailboxKind, ScoreStep, VerificationClass } from "../answer-evidence.ts";
import type { DomainMatch } from "../match-domain.ts";
import type { NameMatch } from "../match-name.ts";

/**
 * What is believed before anything has been counted. An answer of one source, whose name and domain fit, is as likely right
 * as its label says; everything else adds to or takes from the log-odds. Sources: the vendors' stated bounce rates and
 * accuracies for the labels, judgement for the rest; the shares that an outcome makes wrong stand beside each number.
 */
type KnownClass = Exclude<VerificationClass, "refused">;

/** By label: likely right once its domain takes mail. */
const labels: Readonly<Record<EmailLabel, number>> = { verified: 0.99, probable: 0.9, catch_all: 0.7, weak: 0.5 };

/** The same with what our own check found. Where the mailbox itself answered, the label matters little any more. */
const checked: Readonly<Record<KnownClass, Readonly<Record<EmailLabel, number>>>> = {
  none: labels,
  unclear: labels,
  takes_mail: labels,
  // Mail to a host without MX often goes nowhere.
  implicit_mx: { verified: 0.88, probable: 0.72, catch_all: 0.55, weak: 0.35 },
  mailbox_unclear: labels,
  // It exists; a guess that exists may still be a namesake's.
  mailbox_exists: { verified: 0.99, probable: 0.985, catch_all: 0.97, weak: 0.95 },
  // The server takes everything: neither the source's check nor ours can tell this mailbox from a made-up one.
  catch_all: { verified: 0.75, probable: 0.72, catch_all: 0.7, weak: 0.5 },
  mailbox_full: { verified: 0.35, probable: 0.32, catch_all: 0.3, weak: 0.25 },
};

const scores: Readonly<Record<ScoreStep, number>> = { none: 0, low: -0.5, middle: 0, high: 0.25 };

/** A shared or private mailbox, of a verified label, ends at 60 of 100: it may reach the person, it is not the address asked for. */
const mailboxes: Readonly<Record<MailboxKind, number>> = { personal: 0, role: -4.2, free: -4.2, alias: -4.2 };

/** About half of the wrong answers name somebody else; hardly any right one does. */
const names: Readonly<Record<NameMatch, number>> = {
  full: 0,
  initial: 0,
  single: -0.2,
  initials: -0.6,
  unknown: 0,
  opaque: -1,
  other: -4,
};

/** An old employer's domain is the other usual mistake; but groups and brands do write from another domain than their site's. */
const domains: Readonly<Record<DomainMatch, number>> = {
  same: 0,
  related: -0.2,
  unknown: 0,
  unlike: -0.8,
  other: -3.2,
  free: 0,
};

/** Two sources that agree halve the doubt twice over; where both only guess, they guess by the same pattern. */
const agreements: Readonly<Record<Agreement, number>> = {
  one: 0,
  two: 1.6,
  three: 2.4,
  majority: 0.6,
  contradicted: -1,
  outvoted: -1.8,
};
const guessedTogether = 0.5;

/** How much each kind of evidence moves the log-odds, in the order in which the explanation names it. */
export interface Weights {
  /** Probability that the label alone stands for. */
  source: number;
  verification: number;
  score: number;
  mailbox: number;
  name: number;
  domain: number;
  sources: number;
}

/** The weights of an answer that our check did not refuse. */
export function defaultWeights(evidence: AnswerEvidence & { verification: KnownClass }): Weights {
  const { label, verification } = evidence;
  const isGuess = label === "catch_all" || label === "weak" || verification === "catch_all";
  const agreement = agreements[evidence.sources];
  return {
    source: labels[label],
    verification: checked[verification][label],
    score: scores[evidence.score],
    mailbox: mailboxes[evidence.mailbox],
    name: names[evidence.name],
    domain: domains[evidence.domain],
    sources: agreement > 0 && isGuess && verification !== "mailbox_exists" ? agreement * guessedTogether : agreement,
  };
}
