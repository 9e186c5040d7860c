import { describe, expect, it } from "vitest";
import { createFindUser } from "#functions/_shared/http/session-users.ts";

const user = { id: "0d0b6f2e-5d0b-4c57-9a53-2f7f4f6f1a04", email: "ada@orchard.example", extra: "ignored" };

/** An auth service that answers by token and counts how often it is asked. */
function authService(answers: Record<string, () => Response>) {
  const asked: Request[] = [];
  let now = 1_000_000;
  const findUser = createFindUser({
    fetch: (input, init) => {
      const request = new Request(input, init);
      asked.push(request);
      const token = request.headers.get("authorization")?.slice("Bearer ".length) ?? "";
      return Promise.resolve(answers[token]?.() ?? new Response("{}", { status: 401 }));
    },
    supabaseUrl: "http://supabase.example",
    publishableKey: "sb_publishable_test",
    now: () => now,
  });
  return {
    findUser,
    asked,
    wait: (ms: number) => {
      now += ms;
    },
  };
}

describe("createFindUser", () => {
  it("refuses tokens the service refuses, and does not ask twice within a minute", async () => {
    const { findUser, asked, wait } = authService({});
    expect(await findUser("bad")).toBeNull();
    expect(await findUser("bad")).toBeNull();
    expect(asked).toHaveLength(1);
    wait(60_001);
    await findUser("bad");
    expect(asked).toHaveLength(2);
  });

  it.each([
    ["an error page", () => new Response("<html>", { status: 502 })],
    ["no JSON", () => new Response("<html>", { status: 200 })],
    ["a limit", () => new Response("", { status: 429 })],
  ])("says that the service is down when it answers with %s, and keeps nothing", async (_, answer) => {
    const { findUser, asked } = authService({ token: answer });
    await expect(findUser("token")).rejects.toMatchObject({ code: "unavailable" });
    await expect(findUser("token")).rejects.toMatchObject({ code: "unavailable" });
    expect(asked).toHaveLength(2);
  });

  it("refuses an answer that is no user", async () => {
    const { findUser } = authService({ token: () => Response.json({ id: "1; drop table", email: 5 }) });
    expect(await findUser("token")).toBeNull();
  });

  it("finds the user and remembers it", async () => {
    const { findUser, asked } = authService({ token: () => Response.json(user) });
    expect(await findUser("token")).toEqual({ id: user.id, email: user.email });
    expect(await findUser("token")).toEqual({ id: user.id, email: user.email });
    expect(asked).toHaveLength(1);
    expect(asked[0]?.url).toBe("http://supabase.example/auth/v1/user");
    expect(asked[0]?.headers.get("apikey")).toBe("sb_publishable_test");
  });
});
