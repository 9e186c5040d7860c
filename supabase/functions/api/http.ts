import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";
import { z } from "zod";
import { problemSchema } from "#contracts/api/common.ts";
import type { Role } from "#contracts/api/meta.ts";
import { AppError, type ErrorCode, errorCodes } from "#contracts/errors.ts";
import { authenticate, requireRole } from "../_shared/http/authenticate.ts";
import type { HttpEnv } from "../_shared/http/context.ts";
import { idempotency } from "../_shared/http/idempotency.ts";
import { rateLimit } from "../_shared/http/rate-limit.ts";
import type { ApiDeps } from "./deps.ts";

export { createRoute };

/** A router whose validation errors name the field. */
export function createRouter(): OpenAPIHono<HttpEnv> {
  return new OpenAPIHono<HttpEnv>({
    defaultHook: (result) => {
      if (!result.success) throw new AppError("bad_request", describeIssues(result.error));
    },
  });
}

/** The first three faults, as "leads[3].email: Too long; …". Values are not repeated. */
export function describeIssues(error: z.core.$ZodError): string {
  return error.issues.slice(0, 3).map(sayIssue).join("; ");
}

function sayIssue(issue: z.core.$ZodIssue): string {
  const path = issue.path
    .map((part, i) => (typeof part === "number" ? `[${part}]` : `${i > 0 ? "." : ""}${String(part).slice(0, 60)}`))
    .join("");
  return `${path || "the request"}: ${whatIsWrong(issue).slice(0, 400)}`;
}

/** Where several shapes are taken, what each of them misses. */
function whatIsWrong(issue: z.core.$ZodIssue): string {
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return issue.message;
  const shapes = issue.errors.flatMap(([first]) =>
    first === undefined ? [] : [first.path.length === 0 ? first.message : sayIssue(first)],
  );
  return `either ${[...new Set(shapes)].join(", or ")}`;
}

export type Guards = Readonly<Record<Role, MiddlewareHandler<HttpEnv>[]>> & {
  /** Member, with Idempotency-Key. */
  once: MiddlewareHandler<HttpEnv>[];
};

/** What runs before a route: who is it, may they, not too often. */
export function createGuards(deps: ApiDeps): Guards {
  const known = [authenticate(deps), rateLimit(deps.db, deps.requestsPerMinute)];
  return {
    viewer: known,
    member: [...known, requireRole("member")],
    admin: [...known, requireRole("admin")],
    owner: [...known, requireRole("owner")],
    once: [...known, requireRole("member"), idempotency(deps.db)],
  };
}

/** A JSON request body with an example for the reference. */
export function jsonBody<S extends z.ZodType>(schema: S, example: z.input<S>) {
  return { required: true, content: { "application/json": { schema, example } } } as const;
}

/** A JSON answer with an example for the reference. */
export function jsonAnswer<S extends z.ZodType>(description: string, schema: S, example: z.input<S>) {
  return { description, content: { "application/json": { schema, example } } } as const;
}

/** The error answers of a route; every route behind a guard has those of the guard besides. */
export function problems(...codes: ErrorCode[]) {
  const byStatus: Record<
    number,
    { description: string; content: { "application/problem+json": { schema: typeof problemSchema } } }
  > = {};
  for (const code of codes) {
    const entry = errorCodes[code];
    const before = byStatus[entry.status];
    byStatus[entry.status] = {
      description: before ? `${before.description} · ${code}: ${entry.when}` : `${code}: ${entry.when}`,
      content: { "application/problem+json": { schema: problemSchema } },
    };
  }
  return byStatus;
}

export const guardProblems = ["unauthorized", "forbidden", "rate_limited"] as const satisfies readonly ErrorCode[];

export const idParam = (name: string) => z.object({ id: z.uuid().describe(name) });

/** Documents the header; the guard `once` reads it. */
export const idempotencyHeader = z.object({
  "idempotency-key": z
    .string()
    .max(200)
    .optional()
    .describe("Any text of yours. The same key and body get the same answer, so that a retry does nothing twice."),
});
