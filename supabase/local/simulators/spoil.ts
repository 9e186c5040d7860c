import type { IncomingMessage, ServerResponse } from "node:http";
import type { Fault } from "./faults.ts";
import type { Reply, Simulator } from "./world.ts";

export function send(response: ServerResponse, reply: Reply): void {
  if (response.destroyed) return;
  response.writeHead(reply.status, {
    "content-type": reply.contentType ?? "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(reply.body),
    ...reply.headers,
  });
  response.end(reply.body);
}

const webPage =
  "<!doctype html><html><head><title>One moment</title></head><body><h1>Checking your browser</h1></body></html>";
const brokenJson = '{"data":[{"email":\u0000\ufffd}}]], "success":';

/** Answers as a scripted fault says. `reply` is the true answer where the request was carried out. */
export function spoil(
  simulator: Simulator,
  fault: Fault,
  reply: Reply | null,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const status = fault.status ?? 200;
  switch (fault.kind) {
    case "status":
      send(response, simulator.failure(fault.status ?? 500));
      break;
    case "hang":
      break;
    case "reset":
      request.socket.resetAndDestroy();
      break;
    case "truncate":
      truncate(reply?.body ?? '{"success":true}', reply?.status ?? 200, request, response);
      break;
    case "html":
      send(response, { status, contentType: "text/html; charset=utf-8", body: webPage });
      break;
    case "garbage":
      send(response, { status, body: brokenJson });
      break;
    case "huge":
      flood(status, response);
      break;
  }
}

function truncate(body: string, status: number, request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
  response.write(body.slice(0, Math.max(1, Math.floor(body.length / 2))), () => request.socket.destroy());
}

/** 32 MB of blanks inside an object: valid JSON that no client should be willing to hold. */
function flood(status: number, response: ServerResponse): void {
  response.writeHead(status, { "content-type": "application/json" });
  const chunk = Buffer.alloc(1024 * 1024, " ");
  let left = 32;
  const push = () => {
    while (left-- > 0) {
      if (response.destroyed) return;
      if (!response.write(chunk)) {
        response.once("drain", push);
        return;
      }
    }
    response.end("}");
  };
  response.write("{");
  push();
}
