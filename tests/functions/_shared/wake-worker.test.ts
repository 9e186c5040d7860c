import { describe, expect, it } from "vitest";
import { createLog } from "#functions/_shared/log.ts";
import { createWakeWorker } from "#functions/_shared/wake-worker.ts";

function setUp(answer: () => Promise<Response>) {
  const asked: Request[] = [];
  const lines: string[] = [];
  const tasks: Promise<void>[] = [];
  const wake = createWakeWorker({
    fetch: (input, init) => {
      asked.push(new Request(input, init));
      return answer();
    },
    supabaseUrl: "http://supabase.example",
    secret: "worker-secret",
    background: (task) => void tasks.push(task),
    log: createLog("api", (_level, line) => void lines.push(line)),
  });
  return { wake, asked, lines, done: () => Promise.all(tasks) };
}

describe("createWakeWorker", () => {
  it.each([
    ["cannot be reached", () => Promise.reject(new Error("connection refused"))],
    ["refuses", () => Promise.resolve(new Response("no", { status: 401 }))],
  ])("only notes a worker that %s, without the secret", async (_, answer) => {
    const { wake, lines, done } = setUp(answer);
    expect(wake()).toBeUndefined();
    await done();
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain("worker_not_woken");
    expect(lines[0]).not.toContain("worker-secret");
  });

  it("asks the worker function with its secret and says nothing", async () => {
    const { wake, asked, lines, done } = setUp(() => Promise.resolve(Response.json({ more: false })));
    wake();
    await done();
    expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual([
      "POST http://supabase.example/functions/v1/worker",
    ]);
    expect(asked[0]?.headers.get("x-worker-secret")).toBe("worker-secret");
    expect(lines).toEqual([]);
  });
});
