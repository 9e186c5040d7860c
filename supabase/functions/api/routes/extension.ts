import {
  connectAnswerSchema,
  connectBodySchema,
  connectCodeSchema,
  connectCodeSeconds,
} from "#contracts/api/extension.ts";
import { AppError } from "#contracts/errors.ts";
import { connectCodeBytes, formConnectCode, readConnectCode } from "#core/session/connect-code.ts";
import { createExtensionCode, takeExtensionCode } from "../../_shared/db/extension-codes.ts";
import type { Db } from "../../_shared/db/port.ts";
import { sha256 } from "../../_shared/http/sha256.ts";
import type { ApiDeps } from "../deps.ts";
import { createRoute, createRouter, type Guards, guardProblems, jsonAnswer, jsonBody, problems } from "../http.ts";

const tags = ["extension"];
/** Codes a user makes, and guesses a caller has, in ten minutes; and guesses of all callers together. */
const perMs = 600_000;
const codesPerUser = 10;
const triesPerCaller = 20;
const triesOfAll = 3_000;

const create = (guards: Guards) =>
  createRoute({
    method: "post",
    path: "/extension/codes",
    tags,
    summary: "Make a code that connects the browser extension",
    description: "For signed-in users. Good once, for five minutes; a new one ends the one before.",
    middleware: guards.viewer,
    responses: {
      201: jsonAnswer("`code` is shown this once.", connectCodeSchema, {
        code: "7KQ2M-X0FTR",
        expires_at: "2026-01-15T09:35:00.000Z",
      }),
      ...problems(...guardProblems),
    },
  });

const connect = createRoute({
  method: "post",
  path: "/extension/connect",
  tags,
  summary: "Use a code up",
  description:
    "`token_hash` is what the auth service takes (`POST /auth/v1/verify`, type `magiclink`) for a session of the extension's own.",
  security: [],
  request: { body: jsonBody(connectBodySchema, { code: "7KQ2M-X0FTR" }) },
  responses: {
    200: jsonAnswer("The code was good.", connectAnswerSchema, {
      email: "ada@orchard.example",
      token_hash: "0".repeat(56),
    }),
    ...problems("bad_request", "unauthorized", "rate_limited", "unavailable"),
  },
});

export function extensionRoutes(deps: ApiDeps, guards: Guards) {
  return createRouter()
    .openapi(create(guards), async (c) => {
      const actor = c.get("actor");
      if (actor.via !== "session" || actor.userId === null)
        throw new AppError("forbidden", "An API key cannot connect the extension. Sign in.");
      await take(deps.db, `connect-code:${actor.userId}`, codesPerUser);
      const code = formConnectCode(deps.randomBytes(connectCodeBytes));
      const { expires_at } = await createExtensionCode(deps.db, {
        userId: actor.userId,
        hash: await sha256(code),
        seconds: connectCodeSeconds,
      });
      return c.json({ code, expires_at }, 201, { "cache-control": "no-store" });
    })
    .openapi(connect, async (c) => {
      const caller = await sha256(c.req.header("x-forwarded-for")?.split(",")[0]?.trim() ?? "unknown");
      await take(deps.db, `connect:${caller}`, triesPerCaller);
      await take(deps.db, "connect:all", triesOfAll);
      const code = readConnectCode(c.req.valid("json").code);
      const user = code === null ? null : await takeExtensionCode(deps.db, await sha256(code));
      if (user === null) throw new AppError("unauthorized", "This code is wrong, used or too old. Make a new one.");
      return c.json({ email: user.email, token_hash: await deps.createSignInToken(user.email) }, 200, {
        "cache-control": "no-store",
      });
    });
}

async function take(db: Db, bucket: string, capacity: number): Promise<void> {
  const taken = await db.rpc<{ granted: number; wait_ms: number }>("rate_take", {
    p_bucket: bucket,
    p_count: 1,
    p_windows: [{ capacity, per_ms: perMs }],
  });
  if (taken.granted < 1)
    throw new AppError(
      "rate_limited",
      "Too many tries. Wait some minutes, then make a new code.",
      taken.wait_ms / 1_000,
    );
}
