import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What the server does with a request: `lost` does the work and cuts the line before its answer. */
export type Mood = "up" | "down" | "lost" | number;

interface Intake {
  origin: string;
  /** People by LinkedIn id, each as often as they were taken in. */
  people: Map<string, number>;
  companies: Map<string, number>;
  /** Requests that carried something, by idempotency key. */
  asked: Map<string, number>;
  /** Tokens that were shown, in the order in which they first were. */
  tokens: Set<string>;
  /** Ids that the workspace has already. */
  known: Set<string>;
  off: unknown[];
  /** A promise keeps the answer back until it is kept. */
  mood(request: number): Mood | Promise<Mood>;
  close(): Promise<void>;
}

/**
 * The server's side of the outbox on loopback: takes people and companies in once for each key, as the API does, and can
 * be out of order in every way that networks know.
 */
export async function startIntake(): Promise<Intake> {
  const answers = new Map<string, { body: string; answer: unknown }>();
  let requests = 0;
  const take = (list: Record<string, string>[], into: Map<string, number>, id: string) => {
    for (const one of list) into.set(String(one[id]), (into.get(String(one[id])) ?? 0) + 1);
  };
  const work = (path: string, body: Record<string, Record<string, string>[]>): unknown => {
    if (path === "/companies") {
      take(body.companies ?? [], intake.companies, "linkedin_id");
      return { added: body.companies?.length ?? 0, updated: 0, invalid: [] };
    }
    const leads = body.leads ?? [];
    take(leads, intake.people, "linkedin_id");
    const job_id = crypto.randomUUID();
    return { job_id, accepted: leads.length, duplicates: 0, invalid: [], invalid_count: 0 };
  };
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const path = request.url ?? "";
    // As the API does, so that a browser's worker may ask too.
    response.setHeader("access-control-allow-origin", "*");
    response.setHeader("access-control-allow-headers", "*, authorization");
    const send = (status: number, value: unknown) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
    if (request.method === "OPTIONS") return send(200, {});
    if (path === "/config.json")
      return send(200, { supabase_url: intake.origin, publishable_key: "k", api_url: intake.origin, sandbox: true });
    if (path === "/extension/readers") return send(200, { off: intake.off });
    if (request.method !== "POST") return send(404, { code: "not_found", title: "Nothing here." });
    if (path === "/leads/known") {
      const { leads } = JSON.parse(body) as { leads: { linkedin_id: string }[] };
      const known = leads.flatMap(({ linkedin_id }, index) =>
        intake.known.has(linkedin_id) ? [{ index, contact_id: crypto.randomUUID(), result: null }] : [],
      );
      return send(200, { known });
    }
    requests += 1;
    intake.tokens.add(request.headers.authorization?.replace("Bearer ", "") ?? "");
    const mood = await intake.mood(requests);
    const key = String(request.headers["idempotency-key"]);
    intake.asked.set(key, (intake.asked.get(key) ?? 0) + 1);
    if (mood === "down") return void request.socket.destroy();
    if (typeof mood === "number") return send(mood, { code: "unavailable", title: "No", detail: "Not now." });
    const before = answers.get(key);
    if (before !== undefined && before.body !== body)
      return send(422, { code: "idempotency_mismatch", title: "Other" });
    const answer = before?.answer ?? work(path, JSON.parse(body));
    answers.set(key, { body, answer });
    if (mood === "lost") return void request.socket.destroy();
    return send(path === "/companies" ? 200 : 202, answer);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const intake: Intake = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    people: new Map(),
    companies: new Map(),
    asked: new Map(),
    tokens: new Set(),
    known: new Set(),
    off: [],
    mood: () => "up",
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return intake;
}

export const owner = "0d0b6f2e-5d0b-4c57-9a53-2f7f4f6f1a04";

/** What the extension's storage holds after a sign-in. */
export const keptSession = (access_token = "token"): Record<string, string> => ({
  "captely.session": JSON.stringify({
    access_token,
    refresh_token: "refresh",
    token_type: "bearer",
    expires_in: 10 ** 8,
    expires_at: Math.floor(Date.now() / 1000) + 10 ** 8,
    user: { id: owner, aud: "authenticated", email: "ada@orchard.example" },
  }),
});
