/** The part of papaparse that the reader uses; its published types would bring all of Node's into browser code. */
declare module "papaparse" {
  export interface ParseError {
    type: string;
  }
  export interface ParseConfig {
    delimiter: string;
    newline?: string;
    quoteChar?: string;
    preview?: number;
  }
  export interface StepConfig extends ParseConfig {
    /** Called for each line; `cursor` is the offset behind it. */
    step: (
      result: { data: string[]; errors: ParseError[]; meta: { cursor: number } },
      parser: { abort(): void },
    ) => void;
  }
  const papa: {
    parse(text: string, config: StepConfig): void;
    parse(text: string, config: ParseConfig): { data: string[][]; errors: ParseError[] };
  };
  export default papa;
}
