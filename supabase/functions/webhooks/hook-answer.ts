/** The hook agrees. */
export const agree = (): Response => Response.json({});

/**
 * The hook refuses. Supabase reads a refusal from an answer of 200 only; it passes on status and message. `code` is read
 * by the local stack and by tests.
 */
export const refuse = (status: number, code: string, message: string): Response =>
  Response.json({ error: { http_code: status, code, message } });

/** The call itself is wrong: not signed, or not what the hook is for. Supabase treats it as a failed hook. */
export const reject = (status: 400 | 401, detail: string): Response => Response.json({ detail }, { status });
