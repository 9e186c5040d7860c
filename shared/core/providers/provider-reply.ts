/** One HTTP answer as far as core needs it: the status, the body as text, and the wait that the provider asked for. */
export interface ProviderReply {
  status: number;
  body: string;
  /** Milliseconds, from a Retry-After header. */
  retryAfterMs?: number;
}
