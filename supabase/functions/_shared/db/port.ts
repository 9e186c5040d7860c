import { AppError, errorCodes } from "#contracts/errors.ts";
import { storableText } from "#core/imports/storable-text.ts";

/** The database as the functions see it: named SQL functions, JSON in and out. */
export interface Db {
  /** Throws AppError when the function refuses with one of our codes, DbError for anything else. */
  rpc<T>(name: string, args: Record<string, unknown>): Promise<T>;
}

/** The database failed in a way that no code of ours describes. */
export class DbError extends Error {
  /** The SQLSTATE, or PostgREST's own code. */
  readonly code: string;
  readonly detail: string | null;

  constructor(code: string, message: string, detail: string | null, options?: ErrorOptions) {
    super(message, options);
    this.name = "DbError";
    this.code = code;
    this.detail = detail;
  }
}

/** SQLSTATE of `raise exception` in our functions: the message is an error code then. */
const refusal = "P0001";

/** Turns what a driver threw into what callers expect. */
export function toRpcError(name: string, error: unknown): Error {
  if (error instanceof AppError || error instanceof DbError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code = text(error, "code") ?? "unknown";
  const detail = text(error, "detail");
  if (code === refusal && isErrorCode(message)) return new AppError(message, detail || undefined);
  return new DbError(code, `Database function ${name} failed: ${message}`, detail, { cause: error });
}

function text(value: unknown, key: string): string | null {
  if (typeof value !== "object" || value === null) return null;
  const found: unknown = Reflect.get(value, key);
  return typeof found === "string" ? found : null;
}

const isErrorCode = (value: string): value is keyof typeof errorCodes => Object.hasOwn(errorCodes, value);

/** For JSON.stringify: jsonb refuses NUL and half surrogates, which hostile names and provider answers may hold. */
export function storable(_key: string, value: unknown): unknown {
  return typeof value === "string" ? storableText(value) : value;
}
