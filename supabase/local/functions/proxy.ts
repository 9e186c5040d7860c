import type { DenoChild } from "./deno-child.ts";

/** Headers that belong to one connection (RFC 9110 §7.6.1), and those that `fetch` sets by itself. */
const ownHeaders = [
  "connection",
  // curl sends it with bodies over a megabyte; it is answered here, and fetch refuses to pass it on.
  "expect",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "host",
  "content-length",
];

const restartWaitMs = 5_000;

/** Passes `/functions/v1/<name>/…` on to the functions, bodies streamed both ways. */
export async function proxyToFunctions(request: Request, child: DenoChild, peer: string): Promise<Response> {
  const origin = await child.origin(restartWaitMs);
  if (origin === null) return unavailable("The functions are starting again.");
  const { pathname, search } = new URL(request.url);
  const headers = withoutOwn(request.headers);
  headers.set("accept-encoding", "identity");
  headers.set("x-forwarded-for", peer);
  const hasBody = request.method !== "GET" && request.method !== "HEAD";
  try {
    const answer = await fetch(`${origin}${pathname.slice("/functions/v1".length)}${search}`, {
      method: request.method,
      headers,
      redirect: "manual",
      signal: request.signal,
      ...(hasBody ? { body: request.body, duplex: "half" } : {}),
    });
    const answerHeaders = withoutOwn(answer.headers);
    answerHeaders.delete("content-encoding");
    return new Response(answer.body, { status: answer.status, headers: answerHeaders });
  } catch (error) {
    if (request.signal.aborted) return new Response(null, { status: 499 });
    return unavailable(`The functions ended while they answered (${error instanceof Error ? error.message : error}).`);
  }
}

function withoutOwn(headers: Headers): Headers {
  const kept = new Headers(headers);
  for (const name of ownHeaders) kept.delete(name);
  return kept;
}

function unavailable(detail: string): Response {
  const title = "A part of the service does not answer. Try again in a minute.";
  return new Response(JSON.stringify({ type: "about:blank", title, status: 503, code: "unavailable", detail }), {
    status: 503,
    headers: {
      "content-type": "application/problem+json",
      "retry-after": "2",
      "access-control-allow-origin": "*",
    },
  });
}
