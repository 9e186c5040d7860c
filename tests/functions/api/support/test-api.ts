import { catalogue } from "#core/cascade/catalogue.ts";
import { createLog } from "#functions/_shared/log.ts";
import { createApi } from "#functions/api/app.ts";
import type { ApiDeps } from "#functions/api/deps.ts";
import { openPglite } from "#local/database/open-pglite.ts";
import { directRpc } from "#local/database/rpc.ts";
import { testTools } from "./test-tools.ts";

export interface Person {
  id: string;
  token: string;
  workspaceId: string;
}

/** The API over a migrated database of its own, with tokens that stand for users and a record of what it did. */
export async function openTestApi(overrides: Partial<ApiDeps> = {}) {
  const pg = await openPglite("memory");
  const db = directRpc(pg);
  const users = new Map<string, { id: string; email: string }>();
  const lines: string[] = [];
  const state = { woken: 0, now: Date.now(), ids: 0 };
  const app = createApi({
    version: "0.0.0-test",
    db,
    findUser: (token) => Promise.resolve(users.get(token) ?? null),
    log: createLog("api", (_level, line) => void lines.push(line)),
    now: () => state.now,
    newId: () => `request-${++state.ids}`,
    randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    configured: new Set(catalogue.map((entry) => entry.name)),
    sandbox: true,
    wakeWorker: () => {
      state.woken += 1;
    },
    operators: new Set<string>(),
    requestsPerMinute: 100_000,
    welcomeMilli: 1_000_000,
    ...testTools,
    ...overrides,
  });

  const addUser = async (email: string): Promise<Person> => {
    const inserted = await pg.query<{ id: string }>(
      "insert into auth.users (id, email) values (gen_random_uuid(), $1) returning id",
      [email],
    );
    const id = inserted.rows[0]?.id ?? "";
    const workspace = await pg.query<{ id: string }>("select id from public.workspaces where created_by = $1", [id]);
    const token = `token-of-${email}`;
    users.set(token, { id, email });
    return { id, token, workspaceId: workspace.rows[0]?.id ?? "" };
  };

  /** Sends a request as somebody; a plain body travels as JSON. */
  const call = async (
    who: { token: string } | null,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) => {
    const isRaw = body instanceof FormData || body instanceof Uint8Array || typeof body === "string";
    const sent = new Headers(headers);
    if (who) sent.set("authorization", `Bearer ${who.token}`);
    const init: RequestInit = { method, headers: sent };
    if (isRaw) init.body = body instanceof Uint8Array ? new Uint8Array(body) : body;
    else if (body !== undefined) {
      init.body = JSON.stringify(body);
      sent.set("content-type", "application/json");
    }
    const answer = await app.request(`http://api.test/api${path}`, init);
    const text = await answer.text();
    const isJson = answer.headers.get("content-type")?.includes("json") ?? false;
    return { status: answer.status, headers: answer.headers, text, json: isJson ? JSON.parse(text) : null };
  };

  return { app, pg, db, lines, state, addUser, call, close: () => pg.close() };
}

export type TestApi = Awaited<ReturnType<typeof openTestApi>>;
