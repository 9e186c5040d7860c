import { createHash, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What the next visit to the provider's page comes to. */
type Consent = "agree" | "deny" | "other_code" | "foreign_address";

const user = { id: "0d0b6f2e-5d0b-4c57-9a53-2f7f4f6f1a04", aud: "authenticated", email: "ada@orchard.example" };

/**
 * An installation's public side on loopback, as the extension sees it: its settings, the authorization-code flow with
 * PKCE, one-time tokens, and the exchange of connect codes. It holds the client to what GoTrue holds it to.
 */
export async function startAuthServer() {
  const state = { google: true, consent: "agree" as Consent, connectStatus: 200, asked: [] as string[] };
  const grants = new Map<string, string>();
  const tokens = new Set(["good-hash"]);
  const sessions = new Set<string>();

  const openSession = () => {
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const expires_at = Math.floor(Date.now() / 1000) + 3_600;
    const access_token = `${encode({ alg: "HS256", typ: "JWT" })}.${encode({ sub: user.id, exp: expires_at, session_id: randomUUID() })}.c2ln`;
    sessions.add(access_token);
    return { access_token, refresh_token: randomUUID(), token_type: "bearer", expires_in: 3_600, expires_at, user };
  };

  const answer = (
    method: string,
    url: URL,
    body: Record<string, unknown>,
    bearer: string,
  ): [number, unknown, string?] => {
    switch (`${method} ${url.pathname}`) {
      case "GET /config.json":
        return [
          200,
          { supabase_url: url.origin, publishable_key: "sb_publishable_x", api_url: url.origin, sandbox: true },
        ];
      case "GET /auth/v1/settings":
        return [200, { external: { google: state.google, email: true } }];
      case "GET /auth/v1/authorize": {
        const challenge = url.searchParams.get("code_challenge");
        const method = url.searchParams.get("code_challenge_method");
        const back = url.searchParams.get("redirect_to") ?? "";
        if (url.searchParams.get("provider") !== "google" || challenge === null || method !== "s256") return [400, {}];
        const code = randomUUID();
        grants.set(code, challenge);
        if (state.consent === "deny") return [302, {}, `${back}?error=access_denied&error_description=no`];
        if (state.consent === "foreign_address") return [302, {}, `https://elsewhere.example/?code=${code}`];
        return [302, {}, `${back}?code=${state.consent === "other_code" ? randomUUID() : code}`];
      }
      case "POST /auth/v1/token": {
        const challenge = grants.get(String(body.auth_code));
        const verifier = createHash("sha256").update(String(body.code_verifier)).digest("base64url");
        if (url.searchParams.get("grant_type") !== "pkce" || challenge !== verifier)
          return [400, { error_code: "bad_code_verifier", msg: "code challenge does not match" }];
        grants.delete(String(body.auth_code));
        return [200, openSession()];
      }
      case "GET /auth/v1/user":
        return sessions.has(bearer) ? [200, user] : [403, { error_code: "bad_jwt", msg: "invalid JWT" }];
      case "POST /auth/v1/verify":
        return tokens.delete(String(body.token_hash)) && body.type === "email"
          ? [200, openSession()]
          : [403, { error_code: "otp_expired", msg: "Email link is invalid or has expired" }];
      case "POST /extension/connect":
        return state.connectStatus === 200
          ? [200, { email: user.email, token_hash: "good-hash" }]
          : [state.connectStatus, problem(state.connectStatus)];
      case "POST /auth/v1/logout":
        sessions.delete(bearer);
        return [204, null];
      default:
        return [404, {}];
    }
  };

  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    if (request.method === "OPTIONS") {
      response.writeHead(204, {
        "access-control-allow-origin": "*",
        "access-control-allow-headers": "*, authorization",
      });
      return response.end();
    }
    const url = new URL(request.url ?? "/", `http://${request.headers.host}`);
    const parsed: unknown = text === "" ? {} : JSON.parse(text);
    const bearer = (request.headers.authorization ?? "").replace(/^Bearer /, "");
    state.asked.push(`${request.method} ${url.pathname}`);
    const [status, body, location] = answer(request.method ?? "GET", url, { ...(parsed as object) }, bearer);
    response.writeHead(status, {
      "content-type": "application/json",
      // The extension has no host permissions: it reads what servers let any origin read.
      "access-control-allow-origin": "*",
      "access-control-allow-headers": "*",
      ...(location === undefined ? {} : { location }),
    });
    response.end(status === 204 ? undefined : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    state,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

const problem = (status: number) => ({
  type: "about:blank",
  title: "refused",
  status,
  code: status === 429 ? "rate_limited" : "unauthorized",
});

export type AuthServer = Awaited<ReturnType<typeof startAuthServer>>;
