import type { AskOdds } from "./ask-odds.ts";
import { bandCount } from "./quality.ts";

export interface Problem {
  /** Number of providers; the table has 2^n × bands entries, so at most a dozen. */
  providers: number;
  /** Odds of asking `provider` when those of the bit set `asked` brought nothing acceptable and `held` is the best band. */
  odds(asked: number, held: number, provider: number): AskOdds;
  /** Micro-dollars that an accepted answer is worth. */
  acceptedMicros: number;
  /** The same for the best held answer when the cascade stops, by band; 0 for band 0. */
  heldMicros: readonly number[];
  /** Share of each band's answers that are accepted. */
  accepted: readonly number[];
}

/** Solved states; `stateIndex(asked, held)` is the place in each of the arrays. */
export interface PolicyTable {
  /** Whom to ask next, or -1: nothing another ask can add is worth its cost. */
  next: Int8Array;
  /** Expected value of going on in the best way, micro-dollars, waiting priced in. */
  value: Float64Array;
  /** Expected further asks, bill and probability of acceptance on that way. */
  asks: Float64Array;
  billMicros: Float64Array;
  acceptance: Float64Array;
}

export const stateIndex = (asked: number, held: number): number => asked * bandCount + held;

/** A gain below this is none: a thousandth of a micro-dollar, far above the noise of adding floats. */
const noGain = 1e-3;

/**
 * The optimal ask-or-stop rule by dynamic programming over the sets of providers asked so far, from "all" back to
 * "none". Exact for the odds it is given, whatever depends on whom; for independent providers it is the order by cost ÷
 * acceptance (Zhou et al., IJCAI 2018) and Weitzman's rule (Econometrica 47, 1979), as its tests show.
 */
export function solve(problem: Problem): PolicyTable {
  const { providers } = problem;
  const states = (1 << providers) * bandCount;
  const table: PolicyTable = {
    next: new Int8Array(states).fill(-1),
    value: new Float64Array(states),
    asks: new Float64Array(states),
    billMicros: new Float64Array(states),
    acceptance: new Float64Array(states),
  };
  for (let asked = (1 << providers) - 1; asked >= 0; asked--) {
    for (let held = 0; held < bandCount; held++) {
      const at = stateIndex(asked, held);
      table.value[at] = problem.heldMicros[held] ?? 0;
      for (let provider = 0; provider < providers; provider++) {
        if ((asked & (1 << provider)) === 0) consider(problem, table, asked, held, provider);
      }
    }
  }
  return table;
}

/** Takes `provider` as the next of a state if that beats what the state has so far. */
function consider(problem: Problem, table: PolicyTable, asked: number, held: number, provider: number): void {
  const odds = problem.odds(asked, held, provider);
  const after = asked | (1 << provider);
  let value = -odds.billMicros - odds.waitMicros;
  let asks = 1;
  let bill = odds.billMicros;
  let acceptance = 0;
  let rest = 1;
  const goOn = (probability: number, band: number) => {
    const to = stateIndex(after, band);
    value += probability * (table.value[to] ?? 0);
    asks += probability * (table.asks[to] ?? 0);
    bill += probability * (table.billMicros[to] ?? 0);
    acceptance += probability * (table.acceptance[to] ?? 0);
  };
  for (let band = 1; band < bandCount; band++) {
    const probability = odds.quality[band] ?? 0;
    if (probability === 0) continue;
    rest -= probability;
    const accepted = probability * (problem.accepted[band] ?? 0);
    value += accepted * problem.acceptedMicros;
    acceptance += accepted;
    if (probability > accepted) goOn(probability - accepted, Math.max(band, held));
  }
  goOn(Math.max(rest, 0), held);

  const at = stateIndex(asked, held);
  if (value <= (table.value[at] ?? 0) + noGain) return;
  table.next[at] = provider;
  table.value[at] = value;
  table.asks[at] = asks;
  table.billMicros[at] = bill;
  table.acceptance[at] = acceptance;
}
