import { limits } from "#contracts/api/common.ts";
import {
  verifierStateSchema,
  verifyEmailAnswerSchema,
  verifyEmailSchema,
  verifyPhoneAnswerSchema,
  verifyPhoneSchema,
} from "#contracts/api/verify.ts";
import { AppError } from "#contracts/errors.ts";
import type { ExplainedVerdict } from "#core/verification/judge-email.ts";
import { readVerifierState } from "../../_shared/db/verification.ts";
import type { Actor } from "../../_shared/http/context.ts";
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
import { verifyDeep } from "../verify-deep.ts";

/** Addresses of one request that are checked side by side. */
const atOnce = 10;

const email = (guards: Guards) =>
  createRoute({
    method: "post",
    path: "/verify/email",
    tags: ["verification"],
    summary: "Check one address, or up to 100",
    description:
      "Level 4 asks the mail server whether the mailbox exists; it takes a verifier (`npm run verifier`). The answer is waited for up to 20 seconds. What is not there by then comes with the verdict so far, a `note` and `retry_after`: send the request again then, with another Idempotency-Key; the address is not asked for twice. Where no verifier runs, the verdict is that of level 3 and `note` says so.",
    middleware: guards.once,
    request: {
      headers: idempotencyHeader,
      body: jsonBody(verifyEmailSchema, { email: "ada.example@orchard.example", level: 3 }),
    },
    responses: {
      200: jsonAnswer("The verdict, or `results` in the order of `emails`.", verifyEmailAnswerSchema, {
        ...exampleVerdict,
        score_lines: [
          { code: "takes_mail", points: 50, why: "The domain takes mail; whether this mailbox exists was not asked." },
        ],
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
    description:
      "`lookup: true` asks the service that PHONE_LOOKUP names whether the lines are alive and whose they are today. Each such question is paid for: admins only, up to 100 numbers. `active` is null wherever nobody was asked or nobody knew.",
    middleware: guards.once,
    request: {
      headers: idempotencyHeader,
      body: jsonBody(verifyPhoneSchema, { phone: "06 39 98 12 34", region: "FR" }),
    },
    responses: {
      200: jsonAnswer("The result, or `results` in the order of `phones`.", verifyPhoneAnswerSchema, {
        input: "06 39 98 12 34",
        valid: true,
        possible: true,
        e164: "+33639981234",
        international: "+33 6 39 98 12 34",
        national: "06 39 98 12 34",
        ext: null,
        region: "FR",
        type: "MOBILE",
        carrier: null,
        carrier_source: null,
        portable: true,
        location: "France",
        timezones: ["Europe/Paris"],
        active: null,
        score: 10,
        reason: "fictional",
        score_lines: [
          { points: 60, why: "valid_range" },
          { points: 15, why: "type_mobile" },
          { points: 5, why: "carrier_or_location_known" },
          { points: -70, why: "fictional_or_dummy" },
        ],
      }),
      ...problems("bad_request", "unprocessable", "idempotency_mismatch", "idempotency_running", ...guardProblems),
    },
  });

const verifier = (guards: Guards) =>
  createRoute({
    method: "get",
    path: "/verify/verifier",
    tags: ["verification"],
    summary: "Whether somebody asks mail servers (level 4), and how mail servers see it",
    middleware: guards.viewer,
    responses: {
      200: jsonAnswer("The verifier that was seen last, and how many addresses wait for it.", verifierStateSchema, {
        verifier: {
          running: true,
          last_seen: "2026-01-05T09:00:00+00:00",
          helo: "verify.orchard.example",
          address: "198.51.100.7",
          port25: "open",
          ptr: "match",
          listed: [],
        },
        waiting: 12,
      }),
      ...problems(...guardProblems),
    },
  });

/** A look-up is paid for by whoever runs Captely, so that not everybody may ask for it. */
function refuseLookup(deps: ApiDeps, actor: Actor, numbers: number): void {
  if (actor.role !== "admin" && actor.role !== "owner") {
    throw new AppError("forbidden", `A live look-up costs money. It takes the role admin; yours is ${actor.role}.`);
  }
  if (!deps.phones.canLookup) {
    throw new AppError("unprocessable", "There is no look-up service. Set PHONE_LOOKUP, or leave out lookup.");
  }
  if (numbers > limits.phonesPerLookup) {
    throw new AppError("bad_request", `phones: with lookup, up to ${limits.phonesPerLookup} numbers at once.`);
  }
}

export function verificationRoutes(deps: ApiDeps, guards: Guards) {
  return createRouter()
    .openapi(email(guards), async (c) => {
      const body = c.req.valid("json");
      const { level } = body;
      if (level === 4) {
        const verdicts = await verifyDeep(deps, "email" in body ? [body.email] : body.emails);
        const [first] = verdicts;
        return "email" in body && first !== undefined ? c.json(first, 200) : c.json({ results: verdicts }, 200);
      }
      if ("email" in body) return c.json(await deps.verifyEmail(body.email, level), 200);
      const results: ExplainedVerdict[] = [];
      for (let from = 0; from < body.emails.length; from += atOnce) {
        const batch = body.emails.slice(from, from + atOnce);
        results.push(...(await Promise.all(batch.map((address) => deps.verifyEmail(address, level)))));
      }
      return c.json({ results }, 200);
    })
    .openapi(verifier(guards), async (c) => {
      const { running, last_seen, audit, waiting } = await readVerifierState(deps.db);
      const { helo = null, address = null, port25 = "unknown", ptr = "unknown", listed = null } = audit ?? {};
      return c.json({ verifier: { running, last_seen, helo, address, port25, ptr, listed }, waiting }, 200);
    })
    .openapi(phone(guards), async (c) => {
      const body = c.req.valid("json");
      const { lookup, region = null } = body;
      if (lookup) refuseLookup(deps, c.get("actor"), "phone" in body ? 1 : body.phones.length);
      const check = (number: string) => deps.phones.verify(number, { region, lookup });
      if ("phone" in body) return c.json(await check(body.phone), 200);
      return c.json({ results: await Promise.all(body.phones.map(check)) }, 200);
    });
}
