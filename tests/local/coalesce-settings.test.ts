import { expect, test } from "vitest";
import { coalesceSettings } from "#local/supabase/coalesce-settings.ts";

function recorder() {
  const sent: [string, readonly unknown[]][] = [];
  const client = coalesceSettings({
    query: async (sql, parameters = []) => {
      sent.push([sql, parameters]);
      return { command: "SELECT", rowCount: 0, rows: [] };
    },
    release: () => {},
  });
  return { sent, client };
}

test("settings of one request go ahead of the next statement as one, in order", async () => {
  const { sent, client } = recorder();
  await client.query("begin");
  await client.query("SELECT set_config('role', $1, true)", ["anon"]);
  await client.query("SELECT set_config('response.status', '', true)");
  await client.query("SELECT set_config('request.headers', $1, true)", ['{"a":1}']);
  await client.query("select 1");
  await client.query("commit");
  expect(sent).toEqual([
    ["begin", []],
    [
      "select set_config($1, $2, true), set_config($3, $4, true), set_config($5, $6, true)",
      ["role", "anon", "response.status", "", "request.headers", '{"a":1}'],
    ],
    ["select 1", []],
    ["commit", []],
  ]);
});

test.each([
  "SELECT set_config('role', $1, false)",
  "SELECT set_config('role', $1, true), 1",
  "SELECT set_config('role', (select 'anon'), true)",
  "SELECT current_setting('role')",
])("anything else goes out as it is: %s", async (sql) => {
  const { sent, client } = recorder();
  await client.query(sql, ["anon"]);
  expect(sent).toEqual([[sql, ["anon"]]]);
});

test("the end of a transaction drops what was waiting, and so does giving the connection back", async () => {
  const { sent, client } = recorder();
  await client.query("SELECT set_config('role', $1, true)", ["service_role"]);
  await client.query("rollback");
  await client.query("SELECT set_config('role', $1, true)", ["service_role"]);
  client.release();
  await client.query("select 1");
  expect(sent.map(([sql]) => sql)).toEqual(["rollback", "select 1"]);
});
