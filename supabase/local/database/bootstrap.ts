import { OpenDatabaseError } from "./open-database-error.ts";
import { packageVersion } from "./package-version.ts";
import { inLockedTransaction, type SqlSession } from "./sql-session.ts";

/** What a hosted project has before the first migration: the roles of its API. */
const rolesSql = `
do $$ begin
  if not exists (select 1 from pg_roles where rolname = 'anon') then create role anon nologin noinherit; end if;
  if not exists (select 1 from pg_roles where rolname = 'authenticated') then create role authenticated nologin noinherit; end if;
  if not exists (select 1 from pg_roles where rolname = 'service_role') then create role service_role nologin noinherit bypassrls; end if;
  if not exists (select 1 from pg_roles where rolname = 'authenticator') then create role authenticator nologin noinherit; end if;
end $$;
grant anon, authenticated, service_role to authenticator;
grant anon, authenticated, service_role to current_user;
`;

const authGrantsSql = `
grant usage on schema auth to anon, authenticated, service_role;
grant execute on function auth.uid(), auth.role(), auth.email(), auth.jwt() to anon, authenticated, service_role;
`;

/**
 * Gives a plain Postgres or PGlite the roles and the auth schema that migrations build on. A hosted project has its own
 * and keeps them. Running it again does no harm and brings the auth tables up to the installed `@supabase/lite`.
 */
export async function bootstrap(session: SqlSession): Promise<void> {
  const [found] = await session.rows<{ hosted: boolean; mark: string | null }>(
    `select exists (select 1 from pg_roles where rolname = 'supabase_auth_admin') as hosted,
       obj_description(to_regnamespace('auth'), 'pg_namespace') as mark`,
  );
  const mark = `Tables of @supabase/lite ${packageVersion("@supabase/lite")}`;
  if (found?.hosted || found?.mark === mark) return;
  // Takes half a second to load: not on every start.
  const { getAuthSchemaSql, SUPABASE_AUTH_HELPERS_SQL } = await import("@supabase/lite");
  await makeRoles(session);
  await inLockedTransaction(session, async () => {
    await session.exec(getAuthSchemaSql());
    await session.exec(SUPABASE_AUTH_HELPERS_SQL);
    await session.exec(authGrantsSql);
    await session.exec(`comment on schema auth is '${mark}'`);
  });
}

/** What Postgres says to the later of two that make or grant the same role: taken, there already, row just changed. */
const collisions = new Set(["23505", "42710", "XX000"]);
const tries = 5;

/** Roles belong to the whole server, locks to one database: of two databases filled at once, the later looks again. */
async function makeRoles(session: SqlSession): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await inLockedTransaction(session, () => session.exec(rolesSql));
    } catch (error) {
      if (attempt < tries && collisions.has(codeOf(error))) continue;
      throw new OpenDatabaseError(
        "The user of DATABASE_URL may not create roles: use a superuser, or create anon, authenticated, service_role (bypassrls) and authenticator.",
        { cause: error },
      );
    }
  }
}

const codeOf = (error: unknown): string =>
  typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
