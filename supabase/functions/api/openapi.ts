/** What the OpenAPI document says besides the routes. */
export const documentHead = (version: string) => ({
  openapi: "3.1.0",
  info: {
    title: "Captely API",
    version,
    description: [
      "Turns people into verified professional e-mail addresses and phone numbers.",
      "Send a list to `/imports/leads` or `/imports/file`, follow it at `/jobs/{id}`, take the result from `/jobs/{id}/export.csv`.",
      "Amounts are integers: `*_micros` in micro-dollars, `*_milli` in thousandths of a credit.",
      "Errors are `application/problem+json` with a stable `code`; every answer carries `x-request-id`.",
      "Requests that make something take an `Idempotency-Key`: the same key and body within a day get the first answer again (`idempotent-replay: true`), the same key with another body is refused.",
      "Lists come in pages: pass `next_cursor` of one page as `cursor` of the next, until it is null. Too many requests in a minute answer 429 with `Retry-After` in seconds.",
      "The header `X-Workspace-Id` picks a workspace; without it the user's personal one is meant.",
    ].join("\n\n"),
  },
  // Relative to where this document is: <origin>/functions/v1/api/openapi.json.
  servers: [{ url: "/functions/v1" }],
  security: [{ bearer: [] }],
});
