/**
 * Whether a failed fetch never reached the server, so that nothing can have been bought. Node names the reason by a
 * code; Deno has none and says it in the text of the cause.
 */
export function neverConnected(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  if (!(cause instanceof Error)) return false;
  if ("code" in cause && typeof cause.code === "string") {
    return /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/.test(cause.code);
  }
  return cause.message.includes("client error (Connect)");
}
