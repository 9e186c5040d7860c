import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readRunning, tellRunning } from "#local/stack/running-stack.ts";
import { openQueue } from "#local/verifier/open-queue.ts";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "captely-queue-"));
  for (const name of ["DATABASE_URL", "SUPABASE_URL", "SUPABASE_SECRET_KEYS", "SUPABASE_SERVICE_ROLE_KEY"]) {
    vi.stubEnv(name, "");
  }
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

describe("the verifier finds no database", () => {
  it.each<[string, Record<string, string>, string]>([
    ["no product runs over the folder", {}, "run npm start"],
    ["the address leads nowhere, and is not repeated", { DATABASE_URL: "postgres://u:geheim@127.0.0.1:1/x" }, "check"],
    ["a project without its key", { SUPABASE_URL: "https://project.example" }, "SUPABASE_SERVICE_ROLE_KEY"],
  ])("%s", async (_name, env, words) => {
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    const refusal = await openQueue(home).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Error);
    expect(String(refusal)).toContain(words);
    expect(String(refusal)).not.toContain("geheim");
  });
});

describe("where the product runs", () => {
  it("is told in the home folder while it does, and only then", () => {
    expect(readRunning(home)).toBeNull();
    const leave = tellRunning(home, "http://127.0.0.1:4173");
    expect(readRunning(home)).toEqual({ url: "http://127.0.0.1:4173", pid: process.pid });
    leave();
    expect(readRunning(home)).toBeNull();
  });

  it("is not believed of a process that is gone, or of a damaged file", () => {
    mkdirSync(home, { recursive: true });
    for (const text of ['{"url":"http://127.0.0.1:1","pid":2147483646}', "{", '{"url":"x","pid":1}', ""]) {
      writeFileSync(join(home, "running.json"), text);
      expect(readRunning(home)).toBeNull();
    }
  });
});
