import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { dnsType, resolve } from "./dns.ts";
import { type FaultScript, type Faults, faultsSchema } from "./faults.ts";
import type { ProviderName } from "./findings.ts";
import { send, spoil } from "./spoil.ts";
import type { SimulatorStats } from "./stats.ts";
import type { Ask, Reply, Simulator, World } from "./world.ts";

export interface Mount {
  provider: ProviderName;
  /** Path of the provider's base URL on this server. */
  prefix: string;
  simulator: Simulator;
  faults: FaultScript;
}

export interface Controls {
  stats(): SimulatorStats;
  setFaults(faults: Faults): void;
  reset(): void;
}

const maxBodyBytes = 32 * 1024 * 1024;

/** One server for all providers, the resolver and the controls. */
export function createSimulatorServer(world: World, mounts: readonly Mount[], controls: Controls): Server {
  return createServer((request, response) => {
    const url = request.url ?? "/";
    const mark = url.indexOf("?");
    const path = mark < 0 ? url : url.slice(0, mark);
    const query = new URLSearchParams(mark < 0 ? "" : url.slice(mark + 1));
    const mount = mounts.find(
      ({ prefix }) => path.startsWith(prefix) && (path.length === prefix.length || path[prefix.length] === "/"),
    );
    readBody(request, (body) => {
      if (body === null) send(response, { status: 413, body: '{"error":"too large"}' });
      else if (mount !== undefined) {
        handle(world, mount, request, response, {
          method: request.method ?? "GET",
          path: path.slice(mount.prefix.length) || "/",
          query,
          header: (name) => headerOf(request, name),
          body,
        });
      } else send(response, common(world, controls, request.method ?? "GET", path, query, body));
    });
  });
}

function handle(world: World, mount: Mount, request: IncomingMessage, response: ServerResponse, ask: Ask): void {
  const ledger = world.ledgers[mount.provider];
  ledger.request(routeOf(ask.path));
  const fault = mount.faults.next(ask.path);
  if (fault !== null) ledger.counts.faults++;
  const carriedOut = fault === null || fault.after === true || fault.kind === "truncate";
  const reply = carriedOut ? answerOf(mount.simulator, ask) : null;
  const finish = () => {
    if (fault !== null) spoil(mount.simulator, fault, reply, request, response);
    else if (reply !== null) send(response, reply);
  };
  const delayMs = reply?.delayMs ?? 0;
  if (delayMs <= 0) {
    finish();
    return;
  }
  const timer = setTimeout(finish, delayMs);
  response.once("close", () => clearTimeout(timer));
}

/** A mistake in a simulator is an error of that provider, not the end of all of them. */
function answerOf(simulator: Simulator, ask: Ask): Reply {
  try {
    return simulator.answer(ask);
  } catch (error) {
    console.error(`Simulator failed on ${ask.method} ${ask.path}:`, error);
    return simulator.failure(500);
  }
}

/** Ids in paths are cut, so that the counts stay a short list. */
function routeOf(path: string): string {
  return path.replace(/\/(-?\d{6,}|[0-9a-f]{18,})$/, "/{id}").slice(0, 80);
}

function common(
  world: World,
  controls: Controls,
  method: string,
  path: string,
  query: URLSearchParams,
  body: string,
): Reply {
  const answer = (status: number, value: unknown, contentType = "application/json"): Reply => ({
    status,
    body: JSON.stringify(value),
    contentType,
  });
  if (path === "/dns-query" || path === "/resolve") {
    const name = query.get("name") ?? "";
    const type = dnsType(query.get("type") ?? "A");
    if (name === "" || name.length > 255 || type === null) return answer(400, { error: "Ask with name and type." });
    return answer(200, resolve(name, type, world.options.seed), "application/dns-json");
  }
  if (path === "/_stats" && method === "GET") return answer(200, controls.stats());
  if (path === "/_reset" && method === "POST") {
    controls.reset();
    return answer(200, { ok: true });
  }
  if (path === "/_faults" && method === "POST") {
    const faults = faultsSchema.safeParse(parse(body));
    if (!faults.success)
      return answer(400, { error: "Send { provider: [{ kind, status?, every?, first?, route?, after? }] }." });
    controls.setFaults(faults.data);
    return answer(200, { ok: true });
  }
  return answer(404, { error: "Nothing is served here." });
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === "string" ? value : value?.[0];
}

function readBody(request: IncomingMessage, done: (body: string | null) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  request.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size <= maxBodyBytes) chunks.push(chunk);
  });
  request.on("end", () => done(size > maxBodyBytes ? null : Buffer.concat(chunks).toString("utf8")));
  request.on("error", () => request.destroy());
}
