import { z } from "zod";

/** Only what the page shows; everything else in the document is let pass. */
const schemaNode: z.ZodType<SchemaNode> = z.lazy(() =>
  z.looseObject({
    $ref: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    format: z.string().optional(),
    description: z.string().optional(),
    enum: z.array(z.unknown()).optional(),
    const: z.unknown().optional(),
    properties: z.record(z.string(), schemaNode).optional(),
    required: z.array(z.string()).optional(),
    items: schemaNode.optional(),
    additionalProperties: z.union([z.boolean(), schemaNode]).optional(),
    anyOf: z.array(schemaNode).optional(),
    oneOf: z.array(schemaNode).optional(),
    allOf: z.array(schemaNode).optional(),
  }),
);

export interface SchemaNode {
  [key: string]: unknown;
  $ref?: string | undefined;
  type?: string | string[] | undefined;
  format?: string | undefined;
  description?: string | undefined;
  enum?: unknown[] | undefined;
  properties?: Record<string, SchemaNode> | undefined;
  required?: string[] | undefined;
  items?: SchemaNode | undefined;
  additionalProperties?: boolean | SchemaNode | undefined;
  anyOf?: SchemaNode[] | undefined;
  oneOf?: SchemaNode[] | undefined;
  allOf?: SchemaNode[] | undefined;
}

const content = z.record(z.string(), z.looseObject({ schema: schemaNode.optional(), example: z.unknown().optional() }));
const operation = z.looseObject({
  summary: z.string().optional(),
  description: z.string().optional(),
  tags: z.array(z.string()).optional(),
  security: z.array(z.unknown()).optional(),
  parameters: z
    .array(
      z.looseObject({
        name: z.string(),
        in: z.string(),
        required: z.boolean().optional(),
        description: z.string().optional(),
        schema: schemaNode.optional(),
      }),
    )
    .optional(),
  requestBody: z.looseObject({ content: content.optional() }).optional(),
  responses: z
    .record(z.string(), z.looseObject({ description: z.string().optional(), content: content.optional() }))
    .optional(),
});

export const openApiSchema = z.looseObject({
  info: z.looseObject({ title: z.string(), version: z.string(), description: z.string().optional() }),
  servers: z.array(z.looseObject({ url: z.string() })).optional(),
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.looseObject({ schemas: z.record(z.string(), schemaNode).optional() }).optional(),
});
export type OpenApi = z.infer<typeof openApiSchema>;

export interface Route {
  id: string;
  method: string;
  path: string;
  tag: string;
  summary: string;
  description: string;
  isPublic: boolean;
  parameters: { name: string; where: string; required: boolean; type: string; description: string }[];
  body: { mediaType: string; schema: SchemaNode; example: unknown } | null;
  answers: { status: string; description: string; schema: SchemaNode | null; example: unknown }[];
}

const methods = ["get", "post", "put", "patch", "delete"];

/** The routes of the document in its own order; what does not fit is left out rather than breaking the page. */
export function readRoutes(document: OpenApi): Route[] {
  return Object.entries(document.paths).flatMap(([path, entries]) =>
    methods.flatMap((method) => {
      const parsed = operation.safeParse(entries[method]);
      return parsed.success ? [toRoute(method, path, parsed.data)] : [];
    }),
  );
}

function toRoute(method: string, path: string, entry: z.infer<typeof operation>): Route {
  const [bodyType, body] = Object.entries(entry.requestBody?.content ?? {})[0] ?? [];
  return {
    id: `${method}-${path}`.replaceAll(/[^a-z0-9]+/gi, "-").replace(/-$/, ""),
    method: method.toUpperCase(),
    path,
    tag: entry.tags?.[0] ?? "other",
    summary: entry.summary ?? "",
    description: entry.description ?? "",
    isPublic: entry.security?.length === 0,
    parameters: (entry.parameters ?? []).map((parameter) => ({
      name: parameter.name,
      where: parameter.in,
      required: parameter.required ?? false,
      type: typeName(parameter.schema ?? {}),
      description: parameter.description ?? parameter.schema?.description ?? "",
    })),
    body:
      bodyType === undefined || body?.schema === undefined
        ? null
        : { mediaType: bodyType, schema: body.schema, example: body.example },
    answers: Object.entries(entry.responses ?? {}).map(([status, answer]) => {
      const first = Object.values(answer.content ?? {})[0];
      return {
        status,
        description: answer.description ?? "",
        schema: first?.schema ?? null,
        example: first?.example,
      };
    }),
  };
}

/** A short name of a type: "string (uuid)", "integer | null", "array of object", "csv | xlsx". */
export function typeName(node: SchemaNode): string {
  if (node.$ref !== undefined) return node.$ref.split("/").at(-1) ?? "object";
  if (node.enum !== undefined) return node.enum.map(String).join(" | ");
  if ("const" in node && node.const !== undefined) return String(node.const);
  const choices = node.anyOf ?? node.oneOf;
  if (choices !== undefined) return [...new Set(choices.map(typeName))].join(" | ");
  const types = Array.isArray(node.type) ? node.type : [node.type ?? (node.properties ? "object" : "any")];
  return types
    .map((type) => {
      if (type === "array") return `array of ${typeName(node.items ?? {})}`;
      return node.format && type === "string" ? `${type} (${node.format})` : type;
    })
    .join(" | ");
}

export interface SchemaLine {
  /** Dotted path: "leads[].first_name". */
  name: string;
  depth: number;
  type: string;
  required: boolean;
  description: string;
}

const maxDepth = 4;

/** A schema as lines, its objects unfolded; references are followed once. */
export function schemaLines(node: SchemaNode, schemas: Record<string, SchemaNode> = {}): SchemaLine[] {
  const lines: SchemaLine[] = [];
  unfold(node, 0, new Set());
  return lines;

  function unfold(at: SchemaNode, depth: number, seen: ReadonlySet<string>): void {
    if (depth > maxDepth) return;
    if (at.$ref !== undefined) {
      const name = at.$ref.split("/").at(-1) ?? "";
      const target = schemas[name];
      if (target !== undefined && !seen.has(name)) unfold(target, depth, new Set([...seen, name]));
      return;
    }
    for (const part of [...(at.allOf ?? []), ...(at.anyOf ?? []), ...(at.oneOf ?? [])]) unfold(part, depth, seen);
    if (at.items !== undefined) unfold(at.items, depth, seen);
    for (const [name, child] of Object.entries(at.properties ?? {})) {
      // Alternatives often share fields: each is listed once at its level.
      const known = lines.some((line) => line.depth === depth && line.name === name);
      if (known && depth === 0) continue;
      lines.push({
        name,
        depth,
        type: typeName(child),
        required: at.required?.includes(name) ?? false,
        description: child.description ?? "",
      });
      unfold(child, depth + 1, seen);
    }
  }
}

/** A call to copy, with the example body of the document. */
export function curlExample(route: Route, baseUrl: string): string {
  const lines = [`curl ${route.method === "GET" ? "" : `-X ${route.method} `}"${baseUrl}${route.path}"`];
  if (!route.isPublic) lines.push('-H "Authorization: Bearer $CAPTELY_KEY"');
  if (route.body?.mediaType === "application/json") {
    lines.push('-H "Content-Type: application/json"');
    lines.push(`-d '${JSON.stringify(route.body.example ?? {}).replaceAll("'", "'\\''")}'`);
  } else if (route.body?.mediaType === "multipart/form-data") {
    lines.push('-F "file=@leads.csv"');
  } else if (route.body !== null) {
    lines.push(`-H "Content-Type: ${route.body.mediaType}"`, "--data-binary @leads.csv");
  }
  return lines.join(" \\\n  ");
}
