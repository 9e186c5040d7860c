import { createClient } from "@supabase/supabase-js";
import { expect, test } from "vitest";
import { createPostgresDatabase } from "#tests/support/database/test-database.ts";
import { dropHome, newHome, startCaptely } from "#tests/support/stack/start-captely.ts";

test("npm start on an empty Postgres: sign up with the code from the mailbox, use the API, stop", async () => {
  const home = newHome();
  const database = await createPostgresDatabase(null);
  try {
    const captely = await startCaptely({ home, env: { DATABASE_URL: database.url } });
    try {
      const { url, api_url, publishable_key, mailbox_url } = captely.line;
      const supabase = createClient(url, publishable_key, { auth: { persistSession: false, autoRefreshToken: false } });
      const email = "ana@acme.example";
      for (let count = 0; count < 3; count++) expect((await supabase.auth.signInWithOtp({ email })).error).toBeNull();
      expect((await supabase.auth.signInWithOtp({ email })).error).toMatchObject({ status: 429 });
      const [mail] = await (await fetch(`${mailbox_url}/messages?to=${email}`)).json();
      const { data, error } = await supabase.auth.verifyOtp({ email, token: mail.subject.slice(0, 6), type: "email" });
      expect(error).toBeNull();
      const headers = { authorization: `Bearer ${data.session?.access_token}` };
      const me = await (await fetch(`${api_url}/me`, { headers })).json();
      expect(me).toMatchObject({ user: { email }, workspace: { role: "owner" } });
      expect((await supabase.from("workspaces").select("id")).data).toEqual([{ id: me.workspace.id }]);
    } finally {
      expect((await captely.stop()).status).toBe(0);
    }
  } finally {
    await database.drop();
    dropHome(home);
  }
}, 120_000);
