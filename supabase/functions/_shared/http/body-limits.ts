import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { AppError } from "#contracts/errors.ts";
import { jsonDepth } from "./json-depth.ts";

const maxDepth = 12;

const megabytes = (bytes: number) => `${Math.round((bytes / 1024 / 1024) * 10) / 10} MB`;

/** Refuses bodies above the limit before anything reads them. */
export function limitBody(maxBytes: number): MiddlewareHandler {
  return bodyLimit({
    maxSize: maxBytes,
    onError: () => {
      throw new AppError("payload_too_large", `The limit is ${megabytes(maxBytes)}.`);
    },
  });
}

/** Refuses JSON that nests deeper than any request needs, before it is parsed. */
export const limitJsonDepth: MiddlewareHandler = async (c, next) => {
  if (c.req.header("content-type")?.toLowerCase().includes("json") && jsonDepth(await c.req.text()) > maxDepth) {
    throw new AppError("bad_request", `The JSON nests deeper than ${maxDepth} levels.`);
  }
  await next();
};
