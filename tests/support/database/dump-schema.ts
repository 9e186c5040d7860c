import type { TestDatabase } from "./test-database.ts";

/**
 * The schema as text, read from the catalog: tables with columns, constraints, indexes, policies, privileges and
 * triggers, then views and functions. Written in a way that no version of Postgres spells differently, so that 15, 18
 * and PGlite give the same text.
 */
export async function dumpSchema(db: TestDatabase): Promise<string> {
  const lines: string[] = [
    "-- The schema that the migrations make. Written by `UPDATE_SCHEMA=1 npx vitest run -c tests/vitest.config.ts tests/database/schema`.",
  ];
  for (const table of await db.sql<{ name: string; comment: string }>(tablesSql)) {
    lines.push("", `table ${table.name}: ${table.comment}`);
    for (const sql of [columnsSql, constraintsSql, indexesSql, policiesSql, grantsSql, triggersSql]) {
      const parts = await db.sql<{ line: string }>(sql, [table.name]);
      lines.push(...parts.map((part) => `  ${part.line}`));
    }
  }
  const views = await db.sql<{ line: string }>(viewsSql);
  const functions = await db.sql<{ line: string }>(functionsSql);
  return [...lines, "", ...views.map((view) => view.line), "", ...functions.map((each) => each.line), ""].join("\n");
}

const tablesSql = `
  select relname::text as name, coalesce(obj_description(oid, 'pg_class'), '') as comment from pg_class
  where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname collate "C"`;

const columnsSql = `
  select a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end
    || case when a.attidentity <> '' then ' identity' else '' end || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') as line
  from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attrelid = ('public.' || $1)::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum`;

/** Since version 18 NOT NULL is a constraint with a row of its own. */
const constraintsSql = `
  select 'constraint ' || conname || ' ' || pg_get_constraintdef(oid) as line from pg_constraint
  where conrelid = ('public.' || $1)::regclass and contype <> 'n' order by conname collate "C"`;

const indexesSql = `
  select pg_get_indexdef(i.indexrelid) as line from pg_index i join pg_class c on c.oid = i.indexrelid
  where i.indrelid = ('public.' || $1)::regclass and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid)
  order by c.relname collate "C"`;

const policiesSql = `
  select 'policy "' || policyname || '" for ' || lower(cmd) || ' to ' || array_to_string(roles, ', ') || ' using ' || coalesce(qual, '-') as line
  from pg_policies where schemaname = 'public' and tablename = $1 order by policyname collate "C"`;

const grantsSql = `
  select 'grant ' || string_agg(distinct lower(privilege), ', ') || ' to ' || grantee as line from (
    select privilege_type || coalesce(' (' || columns || ')', '') as privilege, grantee from (
      select p.privilege_type, p.grantee, null as columns from information_schema.role_table_grants p
        where p.table_schema = 'public' and p.table_name = $1
      union all
      select p.privilege_type, p.grantee, string_agg(p.column_name, ', ' order by p.column_name) from information_schema.column_privileges p
        where p.table_schema = 'public' and p.table_name = $1 and not exists (
          select 1 from information_schema.role_table_grants t where t.table_schema = 'public' and t.table_name = $1
            and t.grantee = p.grantee and t.privilege_type = p.privilege_type)
        group by p.privilege_type, p.grantee
    ) g where grantee in ('anon', 'authenticated', 'service_role', 'PUBLIC')
  ) g group by grantee order by grantee`;

const triggersSql = `
  select pg_get_triggerdef(oid) as line from pg_trigger
  where tgrelid = ('public.' || $1)::regclass and not tgisinternal order by tgname collate "C"`;

const viewsSql = `
  select 'view ' || c.relname || ' (' || array_to_string(c.reloptions, ', ') || '): ' || (
    select string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod), ', ' order by a.attnum)
    from pg_attribute a where a.attrelid = c.oid and a.attnum > 0) as line
  from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'v' order by c.relname collate "C"`;

/** Bodies change in the migrations, where they are read; here it is who may call what. */
const functionsSql = `
  select 'function ' || p.pronamespace::regnamespace || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ') returns '
    || format_type(p.prorettype, null) || case when p.prosecdef then ' security definer' else '' end
    || coalesce(', executed by ' || (
      select string_agg(r, ', ') from unnest(array['anon', 'authenticated', 'service_role']) r
      where has_function_privilege(r, p.oid, 'execute')), '') as line
  from pg_proc p where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace)
  order by p.pronamespace::regnamespace::text collate "C" desc, p.proname collate "C", pg_get_function_identity_arguments(p.oid) collate "C"`;
