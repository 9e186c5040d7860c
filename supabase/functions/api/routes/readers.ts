import { readerListSchema } from "#contracts/api/readers.ts";
import { listReaderSwitches } from "../../_shared/db/captured.ts";
import type { ApiDeps } from "../deps.ts";
import { createRoute, createRouter, jsonAnswer, problems } from "../http.ts";

const read = createRoute({
  method: "get",
  path: "/extension/readers",
  tags: ["extension"],
  summary: "Readers of the browser extension that are switched off, by version",
  security: [],
  responses: {
    200: jsonAnswer("Data alone: it turns readers off and does nothing else.", readerListSchema, {
      off: [{ reader: "lead_search:dom", below: "0.2.0" }],
    }),
    ...problems("unavailable"),
  },
});

export function readerRoutes(deps: ApiDeps) {
  return createRouter().openapi(read, async (c) => {
    c.header("cache-control", "public, max-age=300");
    return c.json({ off: await listReaderSwitches(deps.db) }, 200);
  });
}
