import { readFileSync, writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { dumpSchema } from "#tests/support/database/dump-schema.ts";
import { describeBoth } from "#tests/support/database/test-database.ts";

const golden = new URL("schema.sql", import.meta.url);

describeBoth("schema", (open) => {
  it("is the one in schema.sql; UPDATE_SCHEMA=1 writes it anew, for the review to see", async () => {
    const schema = await dumpSchema(open());
    if (process.env.UPDATE_SCHEMA) writeFileSync(golden, schema);
    expect(schema).toBe(readFileSync(golden, "utf8"));
  });

  it("has a comment on every table, view and public function", async () => {
    const silent = await open().sql(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v') and obj_description(oid, 'pg_class') is null
       union all
       select proname from pg_proc where pronamespace = 'public'::regnamespace and obj_description(oid, 'pg_proc') is null`,
    );
    expect(silent).toEqual([]);
  });
});
