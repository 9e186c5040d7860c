import { PGlite } from "@electric-sql/pglite";
import { z } from "zod";
import { type Db, DbError, storable, toRpcError } from "#functions/_shared/db/port.ts";
import { pglitePool } from "../supabase/sql-pool.ts";

/** The part of `pg.Pool` that is used here. */
interface RpcPool {
  connect(): Promise<RpcClient>;
}

interface RpcClient {
  query(sql: string, parameters?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
  release(error?: boolean): void;
}

const signatureSchema = z.object({ types: z.array(z.string()), returns: z.string() });

interface Signature {
  types: ReadonlyMap<string, string>;
  returns: string;
}

/**
 * The database port without HTTP: each call is one transaction as service_role, as it is behind PostgREST. For the
 * command line and for tests. A PGlite given here must not be used in transactions by others at the same time; give the
 * pool that hands it out instead. `role: null` calls as the connection's own user: one statement instead of four, which
 * is 0.5 ms instead of 2 on PGlite; for a process that owns its database alone.
 */
export function directRpc(database: PGlite | RpcPool, options: { role?: "service_role" | null } = {}): Db {
  const { role = "service_role" } = options;
  const pool: RpcPool = database instanceof PGlite ? pglitePool(database) : database;
  const signatures = new Map<string, Signature>();

  const signatureOf = async (client: RpcClient, name: string, args: readonly string[]): Promise<Signature> => {
    const key = `${name}(${args.join()})`;
    const known = signatures.get(key);
    if (known) return known;
    const { rows } = await client.query(signatureSql, [name, args]);
    const row = rows[0];
    if (!row) throw new DbError("PGRST202", `There is no function ${key}.`, null);
    const { types, returns } = signatureSchema.parse(row);
    const signature = { types: new Map(args.map((arg, index) => [arg, types[index] ?? "unknown"])), returns };
    signatures.set(key, signature);
    return signature;
  };

  return {
    rpc: async <T>(name: string, args: Record<string, unknown>): Promise<T> => {
      const client = await pool.connect();
      let broken = false;
      try {
        const given = Object.entries(args).filter(([, value]) => value !== undefined);
        const signature = await signatureOf(
          client,
          name,
          given.map(([arg]) => arg),
        );
        const list = given.map(([arg], index) => `"${arg}" => $${index + 1}::${signature.types.get(arg)}`).join(", ");
        if (role) {
          await client.query("begin");
          await client.query(`set local role ${role}`);
        }
        const { rows } = await client.query(
          `select public."${name}"(${list}) as result`,
          given.map(([arg, value]) => encode(value, signature.types.get(arg))),
        );
        if (role) await client.query("commit");
        return decode(rows[0]?.result, signature.returns) as T;
      } catch (error) {
        if (role) {
          await client.query("rollback").catch(() => {
            broken = true;
          });
        }
        throw toRpcError(name, error);
      } finally {
        client.release(broken);
      }
    },
  };
}

/** The function with exactly these arguments given, the others having defaults; their types in the order asked for. */
const signatureSql = `
  select array(
      select format_type(p.proargtypes[array_position(p.proargnames, a) - 1], null) from unnest($2::text[]) with ordinality u (a, n) order by n
    ) as types, format_type(p.prorettype, null) as returns
  from pg_proc p
  where p.pronamespace = 'public'::regnamespace and p.proname = $1
    and coalesce(p.proargnames, '{}') @> $2::text[] and cardinality($2::text[]) between p.pronargs - p.pronargdefaults and p.pronargs
`;

/** JSON goes as text: node-postgres would turn a JavaScript array into a Postgres array. */
function encode(value: unknown, type: string | undefined): unknown {
  if (value === null) return null;
  if (type === "jsonb" || type === "json") return JSON.stringify(value, storable);
  return Array.isArray(value) ? value.map((item) => storable("", item)) : storable("", value);
}

function decode(value: unknown, returns: string): unknown {
  if (returns === "void") return null;
  if (returns === "bigint" && typeof value === "string") return Number(value);
  if (value instanceof Date) return value.toISOString();
  return value ?? null;
}
