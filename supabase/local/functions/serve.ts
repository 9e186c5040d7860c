/**
 * Runs under Deno as the child of the local gateway: one process for the three functions, routed by name as hosted
 * Supabase routes them. It ends when its parent does, noticed by the end of its standard input, whatever killed it.
 */
declare const Deno: {
  serve(
    options: { hostname: string; port: number; onListen(address: { port: number }): void },
    handler: (request: Request) => Response | Promise<Response>,
  ): { shutdown(): Promise<void> };
  exit(code: number): never;
  stdin: { readable: ReadableStream<Uint8Array> };
};

interface EdgeFunction {
  fetch(request: Request): Response | Promise<Response>;
}

/** Names listed one by one: Deno resolves imports it can read, and nothing else can be called from outside. */
const loaders: Record<string, () => Promise<{ default: EdgeFunction }>> = {
  api: () => import("../../functions/api/index.ts"),
  worker: () => import("../../functions/worker/index.ts"),
  webhooks: () => import("../../functions/webhooks/index.ts"),
};

const functions = new Map<string, EdgeFunction>();
const broken = new Map<string, string>();
await Promise.all(
  Object.entries(loaders).map(async ([name, load]) => {
    try {
      functions.set(name, (await load()).default);
    } catch (error) {
      broken.set(name, error instanceof Error ? error.message : String(error));
      console.error(JSON.stringify({ level: "error", scope: name, event: "load_failed", message: broken.get(name) }));
    }
  }),
);

/** The path keeps the function's name (`/api/…`), as hosted functions see it. */
async function route(request: Request): Promise<Response> {
  const name = new URL(request.url).pathname.split("/")[1] ?? "";
  const target = functions.get(name);
  if (!target) {
    const known = broken.has(name);
    const title = known ? "This part of the service could not be loaded." : "There is no such function.";
    const status = known ? 503 : 404;
    return Response.json(
      { type: "about:blank", title, status, code: known ? "unavailable" : "not_found" },
      { status, headers: { "content-type": "application/problem+json" } },
    );
  }
  try {
    return await target.fetch(request);
  } catch (error) {
    console.error(JSON.stringify({ level: "error", scope: name, event: "crashed", message: String(error) }));
    return Response.json(
      { type: "about:blank", title: "Something broke on our side.", status: 500, code: "internal" },
      { status: 500 },
    );
  }
}

const server = Deno.serve(
  { hostname: "127.0.0.1", port: 0, onListen: ({ port }) => console.log(JSON.stringify({ port })) },
  route,
);

for await (const _ of Deno.stdin.readable) {
  // Nothing is sent this way; the loop waits for the end.
}
await Promise.race([server.shutdown(), new Promise((resolve) => setTimeout(resolve, 1500))]);
Deno.exit(0);

export {};
