/**
 * The published score table of an e-mail address: 0 to 100, how likely mail to it arrives at the person meant. It stands
 * until bounces have been counted; each number carries the reason shown beside the score.
 */
interface Reason {
  /** What the line adds or takes. The lines of an address sum up to its score. */
  points: number;
  why: string;
}

export interface ScoreLine extends Reason {
  /** The reason's name in the table: translations hang on it. */
  code: ScoreBase | keyof typeof deductions | keyof typeof caps;
}

/** Where an address stands when all that was learnt is weighed: exactly one of these applies. */
export const baseScores = {
  syntax_invalid: { points: 0, why: "The address cannot be written on an envelope." },
  mailbox_not_found: { points: 1, why: "The mail server says that this mailbox does not exist." },
  domain_not_found: { points: 2, why: "The domain does not exist." },
  mailbox_disabled: { points: 2, why: "The mail server says that this mailbox is closed." },
  null_mx: { points: 3, why: "The domain states that it takes no mail." },
  no_mx: { points: 3, why: "The domain has neither a mail server nor an address." },
  mx_unresolvable: {
    points: 5,
    why: "None of the domain's mail servers has an address; that may be a fault that passes.",
  },
  mx_target_not_public: { points: 5, why: "The domain's mail servers are not on the public internet." },
  syntax_only: {
    points: 20,
    why: "Well-formed; nothing is known of the domain yet. Many made-up addresses get as far.",
  },
  domain_exists: { points: 35, why: "The domain exists; whether it takes mail is not known yet." },
  mailbox_full: {
    points: 30,
    why: "The mailbox exists but is full: mail bounces now, and full boxes are often abandoned.",
  },
  mailbox_moved: { points: 30, why: "The mail server says that the person has another address now." },
  implicit_mx: {
    points: 40,
    why: "The domain names no mail server; mail would go to its web address, which rarely takes any.",
  },
  no_connection: { points: 45, why: "The domain names mail servers, but none of them answered." },
  takes_mail: { points: 50, why: "The domain takes mail; whether this mailbox exists was not asked." },
  inconclusive: { points: 50, why: "The mail server gave no answer about this mailbox." },
  greylisted: {
    points: 55,
    why: "The mail server asks to come back later, as it does with senders it does not know yet.",
  },
  unverifiable: { points: 60, why: "This provider accepts every recipient at first; nobody can tell from outside." },
  catch_all: { points: 60, why: "The mail server accepts every address of the domain, real or not." },
  service_accepted: {
    points: 85,
    why: "A verification service had this mailbox confirmed by its mail server; our own check did not.",
  },
  service_catch_all: { points: 60, why: "A verification service found that the domain accepts every address." },
  service_refused: {
    points: 4,
    why: "A verification service was told by the mail server that this mailbox does not exist.",
  },
  accepted_unprobed: {
    points: 75,
    why: "The mail server accepts this mailbox; whether it accepts any could not be found out.",
  },
  accepted: {
    points: 97,
    why: "The mail server accepts this mailbox and refuses an invented one. About 3 in 100 bounce all the same.",
  },
} as const satisfies Record<string, Reason>;
export type ScoreBase = keyof typeof baseScores;

/** Taken off once each, after the base. */
export const deductions = {
  free: { points: -5, why: "A private mailbox of a free provider: less likely to be read for work." },
  alias: { points: -10, why: "A forwarding alias: the owner can switch it off at any time." },
} as const satisfies Record<string, Reason>;

/** No more than this, whatever else speaks for the address. */
export const caps = {
  disposable: { most: 10, why: "A throw-away mailbox: it will be gone soon." },
  typo: { most: 40, why: "The domain looks like a typing mistake: the mailbox may belong to somebody else." },
  role: { most: 80, why: "A shared mailbox of a function or team, not a person's own." },
} as const;

export interface ScoreFacts {
  base: ScoreBase;
  free: boolean;
  alias: boolean;
  disposable: boolean;
  typo: boolean;
  role: boolean;
}

/** The score with its lines, in the order in which they apply. */
export function scoreEmail(facts: ScoreFacts): { score: number; lines: ScoreLine[] } {
  const lines: ScoreLine[] = [{ code: facts.base, ...baseScores[facts.base] }];
  let score: number = baseScores[facts.base].points;
  for (const name of ["free", "alias"] as const) {
    const taken = Math.min(score, -deductions[name].points);
    if (!facts[name] || taken === 0) continue;
    lines.push({ code: name, points: -taken, why: deductions[name].why });
    score -= taken;
  }
  for (const name of ["role", "typo", "disposable"] as const) {
    const { most, why } = caps[name];
    if (!facts[name] || score <= most) continue;
    lines.push({ code: name, points: most - score, why });
    score = most;
  }
  return { score, lines };
}
