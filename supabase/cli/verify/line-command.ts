/** One `npm run verify -- …` command: what to do with a line of NDJSON. */
export interface LineCommand {
  /** Lines worked on at once. */
  concurrency: number;
  /** The answer to one record. Throws nothing for what the record says. */
  answer(record: Record<string, unknown>): Promise<object> | object;
  /** The line that stands in the place of one that could not be read. */
  refuse(input: string, why: string): object;
}

/** `argv`: what follows the command's name. Throws UsageError. */
export type OpenLineCommand = (argv: readonly string[]) => LineCommand | Promise<LineCommand>;
