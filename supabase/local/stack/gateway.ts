import { createServer, type Server } from "node:http";
import { getRequestListener, type HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { cors } from "hono/cors";
import type { HookedAuth } from "../auth/hooked-auth.ts";
import { serveDashboard } from "../dashboard/serve-dashboard.ts";
import type { DenoChild } from "../functions/deno-child.ts";
import { proxyToFunctions } from "../functions/proxy.ts";
import type { MailStore } from "../mailbox/mail-store.ts";
import { mailboxRoutes } from "../mailbox/routes.ts";
import type { Supabase } from "../supabase/create-supabase.ts";
import { StartError } from "./start-error.ts";

/** What stands behind the one origin; filled in while the parts come up. */
export interface GatewayParts {
  supabase?: Supabase;
  auth?: HookedAuth;
  functions?: DenoChild;
  mails?: { store: MailStore; secret: string };
  /** Answer of /config.json: what the dashboard has to know before anybody signs in. */
  config?: Record<string, unknown>;
}

type Bindings = { Bindings: HttpBindings };

const starting = () => new Response("Captely is starting.", { status: 503, headers: { "retry-after": "1" } });

/** The routes of the one origin. */
export function gatewayApp(parts: GatewayParts): Hono<Bindings> {
  const app = new Hono<Bindings>();
  const peerOf = (env: HttpBindings) => env.incoming.socket.remoteAddress ?? "127.0.0.1";
  app.all("/rest/v1/*", (c) => parts.supabase?.fetch(c.req.raw, peerOf(c.env)) ?? starting());
  // PostgREST and the functions answer for themselves to other origins; the auth server here answers preflights by half.
  app.use("/auth/v1/*", cors({ origin: "*", exposeHeaders: ["x-sb-error-code", "retry-after"], maxAge: 86_400 }));
  app.all("/auth/v1/*", (c) => parts.auth?.handle(c.req.raw, peerOf(c.env)) ?? starting());
  app.all("/functions/v1/*", (c) =>
    parts.functions ? proxyToFunctions(c.req.raw, parts.functions, peerOf(c.env)) : starting(),
  );
  let mailbox: Hono | undefined;
  app.all("/mailbox/*", (c) => {
    if (!parts.mails) return starting();
    mailbox ??= new Hono().route("/mailbox", mailboxRoutes(parts.mails.store, parts.mails.secret));
    return mailbox.fetch(c.req.raw);
  });
  // Public by its nature; the browser extension reads it from an origin of its own.
  app.use("/config.json", cors({ origin: "*" }));
  app.get("/config.json", (c) =>
    parts.config ? c.json(parts.config, 200, { "cache-control": "no-store" }) : starting(),
  );
  app.all("*", (c) => (parts.config ? serveDashboard(c.req.raw) : starting()));
  app.onError((error) => {
    console.error(`The gateway could not answer: ${error.message}`);
    if (process.env.DEBUG) console.error(error);
    return new Response("Something broke on our side.", { status: 500 });
  });
  return app;
}

/** Listens on this machine only. Resolves with the origin. */
export async function listen(app: Hono<Bindings>, port: number): Promise<{ server: Server; origin: string }> {
  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(new StartError(portSentence(port, error), { cause: error }));
    });
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  return { server, origin: `http://127.0.0.1:${typeof address === "object" && address ? address.port : port}` };
}

/** Ends idle connections at once and gives answers under way a moment. */
export async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const force = setTimeout(() => server.closeAllConnections(), 1_000);
  await closed;
  clearTimeout(force);
}

function portSentence(port: number, error: NodeJS.ErrnoException): string {
  if (error.code === "EADDRINUSE")
    return `Port ${port} is in use by another program. Stop it, or set PORT to a free port.`;
  if (error.code === "EACCES") return `Port ${port} needs more rights than you have. Set PORT to a port above 1023.`;
  return `Port ${port} could not be opened: ${error.message}.`;
}
