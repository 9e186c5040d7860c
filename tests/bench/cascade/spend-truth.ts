import type { AskOdds } from "#core/cascade/policy/ask-odds.ts";
import { acceptedShares, bandCount, bandOf } from "#core/cascade/policy/quality.ts";
import type { Segment } from "#core/cascade/policy/segment.ts";
import { type PolicyTable, solve } from "#core/cascade/policy/solve.ts";
import {
  type Answer,
  answersOf,
  kindsOf,
  type Rule,
  segmentShares,
  settings,
  threshold,
  type World,
  waitMicros,
} from "./spend-world.ts";

/** People of one kind, among whom the providers' answers are independent. */
interface Kind {
  share: number;
  /** By place, what the provider answers. */
  answers: readonly (readonly Answer[])[];
}

/** What is true of a world, by calculation: no sample, no noise. */
export interface Truth {
  /**
   * The rule that is best for the true odds of each set of those asked and each best answer in hand. It does not see in
   * which turn they answered, so that a policy may beat it by a hair.
   */
  oracle(segment: Segment): PolicyTable;
  /** Expected net value of one contact, micro-dollars, in the mean of all segments. */
  value(ruleOf: (segment: Segment) => Rule): number;
  odds(segment: Segment): (asked: number, held: number, provider: number) => AskOdds;
}

export function truthOf(world: World): Truth {
  const count = world.providers.length;
  const waits = world.providers.map(({ name }) => waitMicros(name));
  const kinds = new Map(
    segmentShares.map(([segment]) => [
      segment,
      kindsOf(world, segment).map(
        ({ share, person }): Kind => ({
          share,
          answers: world.providers.map((nature) => answersOf(nature, person)),
        }),
      ),
    ]),
  );
  const oddsOf = new Map([...kinds].map(([segment, of]) => [segment, trueOdds(of, count, waits)]));
  const tables = new Map(
    [...oddsOf].map(([segment, odds]) => [
      segment,
      solve({
        providers: count,
        odds,
        acceptedMicros: settings.acceptedMicros.email,
        heldMicros: settings.heldMicros,
        accepted: acceptedShares(threshold),
      }),
    ]),
  );
  return {
    oracle: (segment) => known(tables.get(segment)),
    odds: (segment) => known(oddsOf.get(segment)),
    value: (ruleOf) =>
      segmentShares.reduce((total, [segment, share]) => {
        const rule = ruleOf(segment);
        return (
          total +
          share * known(kinds.get(segment)).reduce((sum, kind) => sum + kind.share * worthOf(kind, rule, waits), 0)
        );
      }, 0),
  };
}

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("no such segment");
  return value;
}

/** Expected net value of a rule for people of one kind. */
function worthOf(kind: Kind, rule: Rule, waits: readonly number[], asked = 0, held = 0): number {
  const worth = held >= threshold ? settings.acceptedMicros.email : (settings.heldMicros[bandOf(held)] ?? 0);
  const place = held >= threshold ? -1 : rule(asked, held);
  const answers = kind.answers[place];
  if (!answers) return worth;
  let value = -(waits[place] ?? 0);
  for (const { share, confidence, billMicros } of answers) {
    const bill = billMicros + (confidence > 0 ? settings.verifyMicros : 0);
    value += share * (worthOf(kind, rule, waits, asked | (1 << place), Math.max(held, confidence)) - bill);
  }
  return value;
}

/** Odds by whom was asked and the band in hand: over all kinds, by how likely each of them came there. */
function trueOdds(kinds: readonly Kind[], count: number, waits: readonly number[]) {
  const cells = new Map<string, { share: number; billMicros: number; quality: number[] }>();
  const cellOf = (asked: number, held: number, provider: number) => {
    const key = `${asked} ${held} ${provider}`;
    const cell = cells.get(key) ?? { share: 0, billMicros: 0, quality: Array.from({ length: bandCount }, () => 0) };
    cells.set(key, cell);
    return cell;
  };
  for (const kind of kinds) {
    for (let asked = 0; asked < 1 << count; asked++) {
      for (const [held, share] of bestOf(kind, asked, count)) {
        for (let provider = 0; provider < count; provider++) {
          if ((asked & (1 << provider)) !== 0) continue;
          const cell = cellOf(asked, held, provider);
          cell.share += kind.share * share;
          for (const answer of kind.answers[provider] ?? []) {
            const weight = kind.share * share * answer.share;
            const band = bandOf(answer.confidence);
            cell.billMicros += weight * (answer.billMicros + (band > 0 ? settings.verifyMicros : 0));
            if (band > 0) cell.quality[band] = (cell.quality[band] ?? 0) + weight;
          }
        }
      }
    }
  }
  const never: AskOdds = { billMicros: 0, waitMicros: 1, quality: [] };
  return (asked: number, held: number, provider: number): AskOdds => {
    const cell = cells.get(`${asked} ${held} ${provider}`);
    if (!cell || cell.share <= 0) return never;
    return {
      quality: cell.quality.map((share) => share / cell.share),
      billMicros: cell.billMicros / cell.share,
      waitMicros: waits[provider] ?? 0,
    };
  };
}

/** How likely each band is the best that those asked answered, none of them acceptable. */
function bestOf(kind: Kind, asked: number, count: number): [band: number, share: number][] {
  let best = new Map([[0, 1]]);
  for (let place = 0; place < count; place++) {
    if ((asked & (1 << place)) === 0) continue;
    const next = new Map<number, number>();
    for (const [band, share] of best) {
      for (const answer of kind.answers[place] ?? []) {
        if (answer.confidence >= threshold) continue;
        const to = Math.max(band, bandOf(answer.confidence));
        next.set(to, (next.get(to) ?? 0) + share * answer.share);
      }
    }
    best = next;
  }
  return [...best];
}
