/** What asking one provider is expected to cost and to bring, given what is known by then. */
export interface AskOdds {
  /** Expected bill, micro-dollars: the provider's and our verification's. */
  billMicros: number;
  /** Price of the time until the answer, micro-dollars. It steers, but nobody pays it. */
  waitMicros: number;
  /** Probability of an answer of each band of `quality.ts`; index 0 is unused, what is missing to 1 is a miss. */
  quality: readonly number[];
}
