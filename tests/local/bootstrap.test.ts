import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "#tests/support/run/command.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "captely-bootstrap-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a TypeScript file the way the npm scripts do. */
function bootstrap(code: string | null, args: string[] = [], input = "") {
  const file = join(folder, "script.ts");
  if (code !== null) writeFileSync(file, code);
  const child = spawn(process.execPath, ["supabase/local/bootstrap.mjs", ...(code === null ? [] : [file]), ...args], {
    cwd: root,
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  child.stdin.end(input);
  const ended = new Promise<{ status: number | null; stdout: string; stderr: string }>((resolve) =>
    child.on("close", (status) => resolve({ status, stdout, stderr })),
  );
  return { child, ended, seen: () => stdout };
}

test("without a file it says how it is used", async () => {
  expect(await bootstrap(null).ended).toMatchObject({
    status: 2,
    stdout: "",
    stderr: expect.stringContaining("Usage:"),
  });
});

test("TypeScript runs on Node 24, with arguments, input and output untouched and no warning", async () => {
  const code = `
    const words: string[] = process.argv.slice(2);
    let input = "";
    for await (const chunk of process.stdin) input += chunk;
    console.log(JSON.stringify({ words, input, node: process.versions.node.split(".")[0] }));
  `;
  const { status, stdout, stderr } = await bootstrap(code, ["--json", "a b", "*"], "line\n").ended;
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(JSON.parse(stdout)).toEqual({ words: ["--json", "a b", "*"], input: "line\n", node: "24" });
});

test("the exit status is the script's", async () => {
  expect((await bootstrap("process.exitCode = 2;").ended).status).toBe(2);
  expect((await bootstrap('throw new Error("broken");').ended).status).toBe(1);
  expect((await bootstrap('process.kill(process.pid, "SIGKILL");').ended).status).toBe(137);
});

test.each(["SIGINT", "SIGTERM"] as const)("%s reaches the script, which ends in its own way", async (signal) => {
  const code = `
    process.on("${signal}", () => { console.log("stopping"); process.exit(0); });
    console.log("running");
    setInterval(() => {}, 1000);
  `;
  const { child, ended, seen } = bootstrap(code);
  await expect.poll(seen, { timeout: 20_000 }).toContain("running");
  child.kill(signal);
  expect(await ended).toMatchObject({ status: 0, stdout: "running\nstopping\n" });
});
