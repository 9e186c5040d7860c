import { z } from "zod";
import { problemSchema } from "#contracts/api/common.ts";
import type { SessionStore } from "./session.ts";

/** The server's refusal, by its stable code. */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  readonly detail: string | undefined;
  readonly requestId: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(input: {
    code: string;
    status: number;
    title: string;
    detail?: string | undefined;
    requestId?: string | undefined;
    retryAfterSeconds?: number | undefined;
  }) {
    super(input.title);
    this.name = "ApiError";
    this.code = input.code;
    this.status = input.status;
    this.detail = input.detail;
    this.requestId = input.requestId;
    this.retryAfterSeconds = input.retryAfterSeconds;
  }
}

/** No answer came: offline, the server is down, or the request was cut. */
export class UnreachableError extends Error {
  override readonly name = "UnreachableError";
}

/** An answer came that this build does not understand. */
export class UnexpectedAnswerError extends Error {
  override readonly name = "UnexpectedAnswerError";
}

interface CallOptions {
  method?: "GET" | "POST" | "PUT" | "DELETE";
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

export interface Api {
  /** JSON in, JSON out, checked against `schema`. */
  call<T>(schema: z.ZodType<T>, path: string, options?: CallOptions): Promise<T>;
  /** For answers that are no JSON: the file download. */
  raw(path: string, options?: CallOptions): Promise<Response>;
}

export function createApi(baseUrl: string, session: SessionStore): Api {
  async function raw(path: string, options: CallOptions = {}): Promise<Response> {
    const token = await session.accessToken();
    const headers = new Headers(options.headers);
    if (token !== null) headers.set("authorization", `Bearer ${token}`);
    if (options.body !== undefined) headers.set("content-type", "application/json");
    let response: Response;
    try {
      response = await fetch(`${baseUrl}${path}`, {
        method: options.method ?? "GET",
        headers,
        ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
        ...(options.signal ? { signal: options.signal } : {}),
      });
    } catch (error) {
      if (options.signal?.aborted) throw error;
      throw new UnreachableError("no answer", { cause: error });
    }
    if (response.ok) return response;
    // A token that the server no longer takes: the sign-in page says so and leads back here.
    if (response.status === 401 && token !== null) await session.expire().catch(() => undefined);
    throw await readProblem(response);
  }

  return {
    raw,
    async call(schema, path, options) {
      const response = await raw(path, options);
      const body: unknown = response.status === 204 ? undefined : await response.json().catch(() => undefined);
      const parsed = schema.safeParse(body);
      if (!parsed.success) throw new UnexpectedAnswerError(z.prettifyError(parsed.error));
      return parsed.data;
    },
  };
}

async function readProblem(response: Response): Promise<ApiError> {
  const parsed = problemSchema.safeParse(await response.json().catch(() => undefined));
  const retryAfter = Number(response.headers.get("retry-after"));
  const retryAfterSeconds = Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter : undefined;
  const requestId = response.headers.get("x-request-id") ?? undefined;
  if (!parsed.success) {
    const code = response.status === 404 ? "not_found" : "internal";
    return new ApiError({ code, status: response.status, title: response.statusText, requestId, retryAfterSeconds });
  }
  const { code, status, title, detail, request_id } = parsed.data;
  return new ApiError({ code, status, title, detail, requestId: request_id ?? requestId, retryAfterSeconds });
}
