/** An error as GoTrue writes it; supabase-js reads `error_code` and `msg`. */
export function authError(status: number, code: string, message: string, retryAfterSeconds?: number): Response {
  const headers = new Headers({
    "content-type": "application/json",
    "x-sb-error-code": code,
  });
  if (retryAfterSeconds !== undefined) headers.set("retry-after", String(retryAfterSeconds));
  return new Response(JSON.stringify({ code: status, error_code: code, msg: message }), { status, headers });
}
