import { type ApiKey, keyCreatedSchema, keyCreateSchema, keyListSchema } from "#contracts/api/keys.ts";
import { createKey, listKeys, revokeKey } from "../../_shared/db/keys.ts";
import { sha256 } from "../../_shared/http/sha256.ts";
import type { ApiDeps } from "../deps.ts";
import { exampleIds } from "../examples.ts";
import {
  createRoute,
  createRouter,
  type Guards,
  guardProblems,
  idParam,
  jsonAnswer,
  jsonBody,
  problems,
} from "../http.ts";

const tags = ["keys"];
const exampleKey: ApiKey = {
  id: exampleIds.key,
  name: "CRM sync",
  prefix: "cap_Xq3f",
  created_at: "2026-01-15T09:30:00.000Z",
  last_used_at: null,
  revoked_at: null,
};

const list = (guards: Guards) =>
  createRoute({
    method: "get",
    path: "/keys",
    tags,
    summary: "API keys of the workspace",
    middleware: guards.admin,
    responses: {
      200: jsonAnswer("The keys, without their secrets.", keyListSchema, { keys: [exampleKey] }),
      ...problems(...guardProblems),
    },
  });

const create = (guards: Guards) =>
  createRoute({
    method: "post",
    path: "/keys",
    tags,
    summary: "Make an API key",
    middleware: guards.admin,
    request: { body: jsonBody(keyCreateSchema, { name: "CRM sync" }) },
    responses: {
      201: jsonAnswer("`secret` is shown this once.", keyCreatedSchema, {
        key: exampleKey,
        secret: `cap_${"X".repeat(40)}`,
      }),
      ...problems("bad_request", ...guardProblems),
    },
  });

const revoke = (guards: Guards) =>
  createRoute({
    method: "delete",
    path: "/keys/{id}",
    tags,
    summary: "Revoke an API key at once",
    middleware: guards.admin,
    request: { params: idParam("The key.") },
    responses: { 204: { description: "Revoked." }, ...problems("not_found", ...guardProblems) },
  });

export function keyRoutes(deps: ApiDeps, guards: Guards) {
  return createRouter()
    .openapi(list(guards), async (c) => c.json({ keys: await listKeys(deps.db, c.get("actor").workspaceId) }, 200))
    .openapi(create(guards), async (c) => {
      const actor = c.get("actor");
      const secret = newSecret(deps);
      const key = await createKey(deps.db, {
        workspaceId: actor.workspaceId,
        actor: actor.userId,
        name: c.req.valid("json").name,
        prefix: secret.slice(0, 8),
        hash: await sha256(secret),
      });
      return c.json({ key, secret }, 201);
    })
    .openapi(revoke(guards), async (c) => {
      const actor = c.get("actor");
      await revokeKey(deps.db, {
        workspaceId: actor.workspaceId,
        actor: actor.userId,
        id: c.req.valid("param").id,
      });
      return c.body(null, 204);
    });
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** 40 characters of 6 random bits each. */
function newSecret(deps: ApiDeps): string {
  const characters = Array.from(deps.randomBytes(40), (byte) => alphabet.charAt(byte & 63));
  return `cap_${characters.join("")}`;
}
