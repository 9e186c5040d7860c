import type { PGlite } from "@electric-sql/pglite";

const commands = ["SELECT", "INSERT", "UPDATE", "DELETE", "MERGE"] as const;
/** The kind of statement; anything else counts as a SELECT, of which nobody asks how many rows it changed. */
type SqlCommand = (typeof commands)[number];

/** What a query answers; the part of node-postgres' result that its users here need. */
export interface SqlResult<Row = Record<string, unknown>> {
  command: SqlCommand;
  rowCount: number;
  rows: Row[];
}

export interface SqlClient {
  query<Row>(sql: string, parameters?: readonly unknown[]): Promise<SqlResult<Row>>;
  release(): void;
}

/** A pool of connections, `pg.Pool` in shape. */
export interface SqlPool {
  connect(): Promise<SqlClient>;
  end(): Promise<void>;
}

/**
 * PGlite is one connection. Handing it out one holder at a time is what keeps two requests from writing into each
 * other's transaction, or from running under each other's role.
 */
export function pglitePool(pglite: PGlite): SqlPool {
  let last: Promise<void> = Promise.resolve();
  return {
    connect: async () => {
      const before = last;
      let free = () => {};
      last = new Promise((resolve) => {
        free = resolve;
      });
      await before;
      return { query: (sql, parameters) => run(pglite, sql, parameters), release: () => free() };
    },
    end: async () => {
      await last;
    },
  };
}

async function run<Row>(pglite: PGlite, sql: string, parameters: readonly unknown[] = []): Promise<SqlResult<Row>> {
  const result = await pglite.query<Row>(sql, [...parameters], { parsers: pgliteParsers });
  const changed = result.affectedRows ?? 0;
  return { command: commandOf(sql), rowCount: changed || result.rows.length, rows: result.rows };
}

function commandOf(sql: string): SqlCommand {
  const word = /[a-z]+/i.exec(sql)?.[0].toUpperCase();
  return commands.find((command) => command === word) ?? "SELECT";
}

const asText = (value: string): string => value;
const asNumber = (value: string): number | string => {
  const number = Number(value);
  return Number.isSafeInteger(number) || String(number) === value ? number : value;
};

/** By type oid: 64-bit and numeric stay exact, JSON is parsed, times stay the text that Postgres wrote (PostgREST does the same). */
const parsers = new Map<number, (value: string) => unknown>([
  [20, asNumber],
  [1700, asNumber],
  [114, (value) => JSON.parse(value)],
  [3802, (value) => JSON.parse(value)],
  ...[1082, 1083, 1114, 1184, 1266].map((oid): [number, (value: string) => unknown] => [oid, asText]),
]);

const pgliteParsers = Object.fromEntries(parsers);

/** The same rules for `pg.Pool`'s option `types`; null falls back to the driver's own parser. */
export const typeParser = (oid: number): ((value: string) => unknown) | null => parsers.get(oid) ?? null;
