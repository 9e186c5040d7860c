import type { SqlPool } from "../supabase/sql-pool.ts";

/** Columns in which the auth server keeps the codes it has sent. */
const codeColumns = [
  "confirmation_token",
  "confirmation_sent_at",
  "recovery_token",
  "recovery_sent_at",
  "email_change",
  "email_change_token_new",
  "email_change_token_current",
  "email_change_sent_at",
  "reauthentication_token",
  "reauthentication_sent_at",
] as const;

export interface Account {
  id: string;
  email: string;
  raw_user_meta_data: Record<string, unknown> | null;
  raw_app_meta_data: Record<string, unknown> | null;
  created_at: string;
  updated_at: string;
}

/** The codes of an account as they stand. */
export type CodeSnapshot = Record<string, string | null>;

/** What the hooks have to know of `auth.users`, and the little they may put right there. */
export interface Accounts {
  find(email: string): Promise<Account | null>;
  findById(id: string): Promise<Account | null>;
  snapshotCodes(id: string): Promise<CodeSnapshot>;
  /** Puts the codes back: a mail that was refused must not make the one before it worthless. */
  restoreCodes(id: string, snapshot: CodeSnapshot): Promise<void>;
  /** Tokens of a bucket of the database's rate limiter; false when there is none left, with the wait in ms. */
  takeRate(bucket: string, capacity: number, perMs: number): Promise<{ granted: boolean; waitMs: number }>;
}

export function openAccounts(pool: SqlPool): Accounts {
  const rows = async <Row>(sql: string, parameters: unknown[]): Promise<Row[]> => {
    const client = await pool.connect();
    try {
      return (await client.query<Row>(sql, parameters)).rows;
    } finally {
      client.release();
    }
  };
  const columns = "id, email, raw_user_meta_data, raw_app_meta_data, created_at, updated_at";
  return {
    find: async (email) =>
      (await rows<Account>(`select ${columns} from auth.users where email = $1`, [email.trim().toLowerCase()]))[0] ??
      null,
    findById: async (id) => (await rows<Account>(`select ${columns} from auth.users where id = $1`, [id]))[0] ?? null,
    snapshotCodes: async (id) =>
      (await rows<CodeSnapshot>(`select ${codeColumns.join(", ")} from auth.users where id = $1`, [id]))[0] ?? {},
    restoreCodes: async (id, snapshot) => {
      const sets = codeColumns.map((column, index) => `${column} = $${index + 2}`);
      const values = codeColumns.map((column) => snapshot[column] ?? null);
      await rows(`update auth.users set ${sets.join(", ")} where id = $1`, [id, ...values]);
    },
    takeRate: async (bucket, capacity, perMs) => {
      const windows = JSON.stringify([{ capacity, per_ms: perMs }]);
      const answer = await rows<{ taken: { granted: number; wait_ms: number } }>(
        "select public.rate_take($1, 1, $2::jsonb) as taken",
        [bucket, windows],
      );
      const taken = answer[0]?.taken;
      return { granted: taken !== undefined && taken.granted >= 1, waitMs: taken?.wait_ms ?? 0 };
    },
  };
}
