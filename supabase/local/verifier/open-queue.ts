import pg from "pg";
import { AppError } from "#contracts/errors.ts";
import { databaseSettings } from "#functions/_shared/backend-settings.ts";
import type { Db } from "#functions/_shared/db/port.ts";
import { postgrestDb } from "#functions/_shared/db/postgrest.ts";
import { readEnv } from "#functions/_shared/env.ts";
import { directRpc } from "../database/rpc.ts";
import { readRunning } from "../stack/running-stack.ts";
import { openSecrets } from "../stack/secrets.ts";

/** The database of the product, wherever it is. */
export interface OpenQueue {
  db: Db;
  /** For whoever started the process: which database it is. Never a secret. */
  where: string;
  close(): Promise<void>;
}

/** Nothing says where the product is; the message tells what to do. */
export class NoDatabaseError extends Error {}

/**
 * Finds the product's database: a Postgres by `DATABASE_URL`, a hosted project by `SUPABASE_URL` and its secret key, else
 * the product that runs over the home folder on this machine, whose embedded database only it may open.
 */
export async function openQueue(home: string): Promise<OpenQueue> {
  const databaseUrl = readEnv("DATABASE_URL");
  if (databaseUrl !== undefined) return openPostgresQueue(databaseUrl);
  if (readEnv("SUPABASE_URL") !== undefined) {
    const settings = databaseSettings();
    const where = `the Supabase project at ${settings.supabaseUrl}`;
    return { db: postgrestDb({ fetch, ...settings }), where, close: async () => {} };
  }
  return openLocalQueue(home);
}

async function openPostgresQueue(databaseUrl: string): Promise<OpenQueue> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 4, connectionTimeoutMillis: 10_000 });
  // An idle connection that breaks is replaced by the next query.
  pool.on("error", () => {});
  try {
    const { rows } = await pool.query("select to_regclass('public.verification_tasks') is not null as ready");
    if (rows[0]?.ready !== true) {
      throw new NoDatabaseError(
        "The database of DATABASE_URL is not set up, or older than this verifier: run npm start.",
      );
    }
  } catch (error) {
    await pool.end();
    if (error instanceof NoDatabaseError) throw error;
    // Never the address itself: it holds the password.
    throw new NoDatabaseError("The database of DATABASE_URL cannot be reached: check the address.", { cause: error });
  }
  return { db: directRpc(pool), where: "the database of DATABASE_URL", close: () => pool.end() };
}

function openLocalQueue(home: string): OpenQueue {
  const running = readRunning(home);
  if (running === null) {
    throw new NoDatabaseError(
      `No Captely runs over ${home}: run npm start, or say with CAPTELY_HOME, DATABASE_URL or SUPABASE_URL where it is.`,
    );
  }
  const { secret_key: secretKey } = openSecrets(home);
  let url = running.url;
  let db = postgrestDb({ fetch, supabaseUrl: url, secretKey });
  return {
    where: `Captely at ${url}`,
    close: async () => {},
    db: {
      rpc: async (name, args) => {
        try {
          return await db.rpc(name, args);
        } catch (error) {
          // After a restart it may be at another port.
          const now = error instanceof AppError && error.code === "unavailable" ? readRunning(home) : null;
          if (now === null || now.url === url) throw error;
          url = now.url;
          db = postgrestDb({ fetch, supabaseUrl: url, secretKey });
          return db.rpc(name, args);
        }
      },
    },
  };
}
