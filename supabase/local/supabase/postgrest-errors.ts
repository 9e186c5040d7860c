/** What a Postgres driver throws, as far as PostgREST tells it on. */
interface DatabaseError {
  code: string;
  message: string;
  detail: string | null;
  hint: string | null;
}

/** The classes of errors that lite answers as PostgREST does. */
const known = /^(PT...|PGRST|42...|22...|21...|2350[235]|25006|55...|53...)$/;

/**
 * lite answers any other SQLSTATE with 500 and the code `SUP`, so that callers could not tell a refusal of our own
 * functions (P0001) from a defect. It does honour PostgREST's way of raising whole answers (SQLSTATE `PGRST`), and that
 * is how such errors are passed to it: status and body are then PostgREST's.
 * https://docs.postgrest.org/en/stable/references/errors.html
 */
export function asPostgrestError(error: unknown): unknown {
  const found = databaseError(error);
  if (found === null || known.test(found.code)) return error;
  const { code, message, detail, hint } = found;
  const status = code === "P0001" || code.startsWith("23") ? 400 : code.startsWith("08") ? 503 : 500;
  return Object.assign(new Error(JSON.stringify({ code, message, details: detail ?? "", hint: hint ?? "" })), {
    code: "PGRST",
    detail: JSON.stringify({ status, headers: {} }),
  });
}

function databaseError(error: unknown): DatabaseError | null {
  if (typeof error !== "object" || error === null) return null;
  const text = (key: string): string | null => {
    const value: unknown = Reflect.get(error, key);
    return typeof value === "string" ? value : null;
  };
  const code = text("code");
  if (code === null || !/^[0-9A-Z]{5}$/.test(code)) return null;
  return { code, message: text("message") ?? "", detail: text("detail"), hint: text("hint") };
}
