import {
  verifyEmailAnswerSchema,
  verifyEmailSchema,
  verifyPhoneAnswerSchema,
  verifyPhoneSchema,
} from "#contracts/api/verify.ts";
import type { ExplainedVerdict } from "#core/verification/judge-email.ts";
import { verifyPhone } from "#core/verification/phone/verify-phone.ts";
import { loadPhoneOrigin } from "../../_shared/verification/load-phone-origin.ts";
import type { ApiDeps } from "../deps.ts";
import { exampleVerdict } from "../examples.ts";
import {
  createRoute,
  createRouter,
  type Guards,
  guardProblems,
  idempotencyHeader,
  jsonAnswer,
  jsonBody,
  problems,
} from "../http.ts";

/** Addresses of one request that are checked side by side. */
const atOnce = 10;

const email = (guards: Guards) =>
  createRoute({
    method: "post",
    path: "/verify/email",
    tags: ["verification"],
    summary: "Check one address, or up to 100",
    middleware: guards.once,
    request: {
      headers: idempotencyHeader,
      body: jsonBody(verifyEmailSchema, { email: "ada.example@orchard.example", level: 3 }),
    },
    responses: {
      200: jsonAnswer("The verdict, or `results` in the order of `emails`.", verifyEmailAnswerSchema, {
        ...exampleVerdict,
        score_lines: [{ points: 50, why: "The domain takes mail; whether this mailbox exists was not asked." }],
      }),
      ...problems("bad_request", "idempotency_mismatch", "idempotency_running", ...guardProblems),
    },
  });

const phone = (guards: Guards) =>
  createRoute({
    method: "post",
    path: "/verify/phone",
    tags: ["verification"],
    summary: "Check one telephone number, or up to 1,000",
    middleware: guards.once,
    request: {
      headers: idempotencyHeader,
      body: jsonBody(verifyPhoneSchema, { phone: "06 12 34 56 78", region: "FR" }),
    },
    responses: {
      200: jsonAnswer("The result, or `results` in the order of `phones`.", verifyPhoneAnswerSchema, {
        input: "06 12 34 56 78",
        valid: true,
        possible: true,
        e164: "+33612345678",
        international: "+33 6 12 34 56 78",
        national: "06 12 34 56 78",
        ext: null,
        region: "FR",
        type: "MOBILE",
        carrier: null,
        carrier_source: null,
        portable: true,
        location: null,
        timezones: ["Europe/Paris"],
        active: null,
        score: 75,
        reason: "valid",
        score_lines: [
          { points: 60, why: "valid_range" },
          { points: 15, why: "type_mobile" },
        ],
      }),
      ...problems("bad_request", "idempotency_mismatch", "idempotency_running", ...guardProblems),
    },
  });

export function verificationRoutes(deps: ApiDeps, guards: Guards) {
  return createRouter()
    .openapi(email(guards), async (c) => {
      const body = c.req.valid("json");
      if ("email" in body) return c.json(await deps.verifyEmail(body.email, body.level), 200);
      const results: ExplainedVerdict[] = [];
      for (let from = 0; from < body.emails.length; from += atOnce) {
        const batch = body.emails.slice(from, from + atOnce);
        results.push(...(await Promise.all(batch.map((address) => deps.verifyEmail(address, body.level)))));
      }
      return c.json({ results }, 200);
    })
    .openapi(phone(guards), async (c) => {
      const body = c.req.valid("json");
      const origin = await loadPhoneOrigin();
      const check = (number: string) => verifyPhone(number, { region: body.region ?? null, origin });
      return c.json("phone" in body ? check(body.phone) : { results: body.phones.map(check) }, 200);
    });
}
