import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { version } from "#contracts/version.ts";
import { createLog } from "#functions/_shared/log.ts";
import { createPhoneVerifier } from "#functions/_shared/verification/verify-phone.ts";
import { createApi } from "#functions/api/app.ts";
import { testTools } from "./support/test-tools.ts";

/** No request of this file reaches the database. */
const app = createApi({
  version,
  db: { rpc: () => Promise.reject(new Error("no database here")) },
  findUser: () => Promise.resolve(null),
  createSignInToken: () => Promise.reject(new Error("no sign-in here")),
  log: createLog("api", () => {}),
  now: () => 0,
  newId: () => "request",
  randomBytes: (count) => new Uint8Array(count),
  configured: new Set(),
  sandbox: false,
  wakeWorker: () => {},
  verifyEmail: () => Promise.reject(new Error("no verification here")),
  queuedVerifier: { look: () => Promise.reject(new Error("no verification here")) },
  phones: createPhoneVerifier({ now: () => 0 }),
  hubspot: testTools.hubspot,
  sealer: null,
  requestsPerMinute: 1,
  operators: new Set<string>(),
  welcomeMilli: 0,
});

const operationsSchema = z.record(
  z.string(),
  z.record(z.string(), z.looseObject({ summary: z.string(), tags: z.array(z.string()) })),
);

/** Programs outside call these: one goes only on purpose. */
const promised = [
  "GET /health",
  "GET /meta",
  "GET /me",
  "POST /imports",
  "POST /imports/:id/rows",
  "GET /imports/:id",
  "POST /imports/:id/start",
  "DELETE /imports/:id",
  "POST /imports/leads",
  "POST /leads/known",
  "GET /companies",
  "POST /companies",
  "GET /extension/readers",
  "POST /imports/file",
  "GET /jobs",
  "GET /jobs/:id",
  "POST /jobs/:id/pause",
  "POST /jobs/:id/resume",
  "POST /jobs/:id/cancel",
  "GET /jobs/:id/contacts",
  "GET /jobs/:id/report",
  "GET /jobs/:id/shadow",
  "GET /jobs/:id/export.csv",
  "GET /destinations/hubspot",
  "PUT /destinations/hubspot",
  "PUT /workspace/budget",
  "DELETE /destinations/hubspot",
  "POST /jobs/:id/push",
  "GET /contacts/:id",
  "POST /contacts/:id/feedback",
  "DELETE /verify/lists/:id",
  "GET /verify/lists",
  "GET /verify/lists/:id",
  "GET /verify/lists/:id/export.csv",
  "GET /verify/lists/:id/rows",
  "POST /verify/lists",
  "POST /verify/lists/:id/rows",
  "POST /verify/lists/:id/start",
  "GET /verify/verifier",
  "GET /workspace/budget",
  "POST /verify/email",
  "POST /verify/phone",
  "GET /credits",
  "GET /keys",
  "POST /keys",
  "DELETE /keys/:id",
  "GET /suppressions",
  "POST /suppressions",
  "DELETE /suppressions",
  "GET /lists",
  "POST /lists",
  "DELETE /lists/:id",
  "GET /lists/:id/contacts",
  "POST /lists/:id/contacts",
  "POST /lists/:id/contacts/remove",
  "GET /queue",
  "POST /queue/redrive",
  "POST /queue/sources/enable",
  "POST /extension/codes",
  "POST /extension/connect",
];

async function readDocument() {
  const answer = await app.request("http://api.test/api/openapi.json");
  expect(answer.status).toBe(200);
  return answer.json();
}

describe("openapi.json", () => {
  it("has every route of the API and no other", async () => {
    const { paths } = await readDocument();
    const documented = Object.entries(operationsSchema.parse(paths)).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`),
    );
    const registered = new Set(
      app.routes.filter(({ method }) => method !== "ALL").map(({ method, path }) => `${method} ${path}`),
    );
    registered.delete("GET /api/openapi.json");
    expect(documented.toSorted()).toEqual([...registered].toSorted());
    expect(documented.map((operation) => operation.replace("/api/", "/")).toSorted()).toEqual(promised.toSorted());
  });

  it("holds examples that fit their schemas", () => {
    let checked = 0;
    for (const definition of app.openAPIRegistry.definitions) {
      if (definition.type !== "route") continue;
      const { route } = definition;
      const contents = [
        route.request?.body?.content,
        ...Object.values(route.responses).map((answer) => ("content" in answer ? answer.content : undefined)),
      ];
      for (const content of contents) {
        const json = content?.["application/json"];
        if (!json || !("schema" in json) || !(json.schema instanceof z.ZodType)) continue;
        const parsed = json.schema.safeParse(json.example);
        expect([route.method, route.path, parsed.error?.issues ?? []]).toEqual([route.method, route.path, []]);
        checked += 1;
      }
    }
    expect(checked).toBeGreaterThan(30);
  });

  it("says how to sign in, and that health and meta need none", async () => {
    const document = await readDocument();
    expect(document.openapi).toBe("3.1.0");
    expect(document.components.securitySchemes.bearer).toMatchObject({ type: "http", scheme: "bearer" });
    expect(document.security).toEqual([{ bearer: [] }]);
    expect(document.paths["/api/health"].get.security).toEqual([]);
    expect(document.paths["/api/meta"].get.security).toEqual([]);
    expect(document.info.version).toBe(version);
  });
});

describe("version", () => {
  it("is the one of package.json", async () => {
    const text = await readFile(join(import.meta.dirname, "../../../package.json"), "utf8");
    expect(JSON.parse(text).version).toBe(version);
  });
});
