import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface SeenRequest {
  method: string;
  /** Path and query. */
  url: string;
  headers: IncomingMessage["headers"];
  /** Parsed JSON, or null. */
  body: unknown;
}

type Act = (request: SeenRequest, response: ServerResponse, socket: IncomingMessage["socket"]) => void;

/** A real HTTP server whose answers a test scripts, one step a request; the last step stays. */
export async function startScripted(...steps: Act[]) {
  const seen: SeenRequest[] = [];
  const script = [...steps];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      const asked: SeenRequest = { method, url, headers, body: parse(Buffer.concat(chunks).toString("utf8")) };
      seen.push(asked);
      const act = script.length > 1 ? script.shift() : script[0];
      act?.(asked, response, request.socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    setScript: (...next: Act[]) => {
      script.splice(0, script.length, ...next);
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export type Scripted = Awaited<ReturnType<typeof startScripted>>;

export const answer =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Act =>
  (_, response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  };

/** Answers by what was asked. */
export const respond =
  (reply: (request: SeenRequest) => unknown): Act =>
  (request, response, socket) =>
    answer(reply(request))(request, response, socket);

/** The ways in which an answer can be spoiled. */
export const faults: Readonly<Record<string, Act>> = {
  hang: () => {},
  "hang after the headers": (_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.write('{"success":true,');
  },
  reset: (_, __, socket) => socket.resetAndDestroy(),
  truncated: (_, response, socket) => {
    response.writeHead(200, { "content-type": "application/json", "content-length": "500" });
    response.write('{"success":true,"data":[{', () => socket.destroy());
  },
  "half JSON that ends well": answer('{"success":true,"data":[{'),
  "ten megabytes": (_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(`{"pad":"${"x".repeat(10_000_000)}"}`);
  },
  "a page": answer("<!doctype html><html><body>Checking your browser</body></html>", 200, {
    "content-type": "text/html",
  }),
  "wrong types": answer({
    success: "yes",
    data: 7,
    items: {},
    matches: "none",
    file: [],
    item: 1,
    contact: 5,
    request_id: {},
  }),
  "bytes that are no text": (_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(Buffer.from([0xff, 0xfe, 0x00, 0x80, 0x7b]));
  },
  "an empty body": answer(""),
  "a redirect": answer("", 302, { location: "http://127.0.0.1:9/elsewhere" }),
  "status 503": answer({ detail: "down" }, 503),
};

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
