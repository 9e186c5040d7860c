import { feedbackAnswerSchema, feedbackInputSchema } from "#contracts/api/feedback.ts";
import { giveFeedback } from "../../_shared/db/feedback.ts";
import type { ApiDeps } from "../deps.ts";
import { exampleContact } from "../examples.ts";
import {
  createRoute,
  createRouter,
  type Guards,
  guardProblems,
  idempotencyHeader,
  idParam,
  jsonAnswer,
  jsonBody,
  problems,
} from "../http.ts";

const say = (guards: Guards) =>
  createRoute({
    method: "post",
    path: "/contacts/{id}/feedback",
    tags: ["contacts"],
    summary: "Say that an address works, is somebody else's, or bounced",
    description:
      "`wrong_person` and `bounced` give the address's credit back, once, within 30 days of the charge. The newest word counts; a refund stays. Saying the same again changes nothing.",
    middleware: guards.once,
    request: {
      params: idParam("The contact."),
      headers: idempotencyHeader,
      body: jsonBody(feedbackInputSchema, { kind: "bounced" }),
    },
    responses: {
      200: jsonAnswer("The contact as it stands now, and what became of its credit.", feedbackAnswerSchema, {
        contact: {
          ...exampleContact,
          email_status: "undeliverable",
          email_confidence: 0,
          email_feedback: "bounced",
          email_feedback_at: "2026-01-20T08:00:00.000Z",
          email_refunded_milli: 1_000,
        },
        refund: { state: "given", credits_milli: 1_000 },
      }),
      ...problems("bad_request", "not_found", "conflict", "unprocessable", ...guardProblems),
    },
  });

export function feedbackRoutes(deps: ApiDeps, guards: Guards) {
  return createRouter().openapi(say(guards), async (c) => {
    const actor = c.get("actor");
    const word = {
      workspaceId: actor.workspaceId,
      contactId: c.req.valid("param").id,
      actor: actor.userId,
      kind: c.req.valid("json").kind,
    };
    return c.json(await giveFeedback(deps.db, word), 200);
  });
}
