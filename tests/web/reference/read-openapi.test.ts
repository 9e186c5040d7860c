import { describe, expect, it } from "vitest";
import {
  curlExample,
  openApiSchema,
  readRoutes,
  schemaLines,
  typeName,
} from "../../../web/src/features/reference/read-openapi.ts";

const document = openApiSchema.parse({
  openapi: "3.1.0",
  info: { title: "An API", version: "1" },
  paths: {
    "/api/things": {
      get: { summary: "Things", security: [], responses: { 200: { description: "All." } } },
      post: {
        tags: ["things"],
        requestBody: {
          content: {
            "application/json": {
              schema: { type: "object", properties: { name: { type: "string" } }, required: ["name"] },
              example: { name: "it's" },
            },
          },
        },
        responses: {},
      },
      trace: "not ours",
    },
    "/api/broken": { get: { parameters: "no list" } },
  },
});

describe("readRoutes", () => {
  it("reads what fits and leaves out what does not", () => {
    const routes = readRoutes(document);
    expect(routes.map(({ method, path, isPublic, tag }) => [method, path, isPublic, tag])).toEqual([
      ["GET", "/api/things", true, "other"],
      ["POST", "/api/things", false, "things"],
    ]);
    expect(new Set(routes.map((route) => route.id)).size).toBe(routes.length);
  });

  it("writes a call that a shell takes", () => {
    const post = readRoutes(document)[1];
    if (!post) throw new Error("no route");
    expect(curlExample(post, "http://localhost/functions/v1")).toBe(
      `curl -X POST "http://localhost/functions/v1/api/things" \\\n  -H "Authorization: Bearer $CAPTELY_KEY" \\\n  -H "Content-Type: application/json" \\\n  -d '{"name":"it'\\''s"}'`,
    );
  });
});

describe("schemas", () => {
  it("have short names", () => {
    expect(typeName({ type: "string", format: "uuid" })).toBe("string (uuid)");
    expect(typeName({ type: ["integer", "null"] })).toBe("integer | null");
    expect(typeName({ type: "array", items: { $ref: "#/components/schemas/Lead" } })).toBe("array of Lead");
    expect(typeName({ enum: ["csv", "xlsx"] })).toBe("csv | xlsx");
    expect(typeName({ anyOf: [{ type: "string" }, { type: "null" }] })).toBe("string | null");
    expect(typeName({})).toBe("any");
  });

  it("unfold into lines, and end although they name themselves", () => {
    const schemas = { Node: { type: "object", properties: { next: { $ref: "#/components/schemas/Node" } } } };
    const lines = schemaLines(
      {
        type: "object",
        required: ["rows"],
        properties: {
          rows: {
            type: "array",
            items: { type: "object", properties: { cells: { type: "array", items: { type: "string" } } } },
          },
          node: { $ref: "#/components/schemas/Node" },
        },
      },
      schemas,
    );
    expect(lines.map(({ name, depth, required }) => [name, depth, required])).toEqual([
      ["rows", 0, true],
      ["cells", 1, false],
      ["node", 0, false],
      ["next", 1, false],
    ]);
  });
});
