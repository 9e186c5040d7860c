import {
  type HubspotDestination,
  hubspotSchema,
  hubspotTokenSchema,
  type PushAnswer,
  pushAnswerSchema,
  pushBodySchema,
} from "#contracts/api/destinations.ts";
import { AppError } from "#contracts/errors.ts";
import { sandboxToken } from "#core/destinations/hubspot/sandbox-token.ts";
import { readToken } from "#core/destinations/hubspot/token.ts";
import { type Destination, deleteDestination, getDestination, setDestination } from "../../_shared/db/destinations.ts";
import type { ApiDeps } from "../deps.ts";
import {
  createRoute,
  createRouter,
  type Guards,
  guardProblems,
  idParam,
  jsonAnswer,
  jsonBody,
  problems,
} from "../http.ts";
import { peoplePerPush, pushJob, sealPlace } from "../push-job.ts";

const tags = ["destinations"];
const path = "/destinations/hubspot";
const kind = "hubspot";
const example: HubspotDestination = {
  connected: true,
  last_four: "9f3a",
  account: "1234567",
  connected_at: "2026-01-15T09:30:00.000Z",
  refused_at: null,
  simulated: false,
  sandbox_token: null,
};
const pushExample: PushAnswer = {
  run: "2026-01-15T09:30:00.000Z",
  sent: 340,
  already: 12,
  refused: [{ reason: "invalid_email", count: 1, detail: "email" }],
  left: 0,
  wait_seconds: 0,
};

const read = (guards: Guards) =>
  createRoute({
    method: "get",
    path,
    tags,
    summary: "Whether HubSpot is connected",
    middleware: guards.viewer,
    responses: { 200: jsonAnswer("Without the token.", hubspotSchema, example), ...problems(...guardProblems) },
  });

const connect = (guards: Guards) =>
  createRoute({
    method: "put",
    path,
    tags,
    summary: "Connect HubSpot, or change its token",
    description:
      "The token is tried first and stored encrypted. It needs the scopes crm.objects.contacts.read and crm.objects.contacts.write.",
    middleware: guards.admin,
    request: { body: jsonBody(hubspotTokenSchema, { token: "pat-eu1-00000000-0000-0000-0000-000000000000" }) },
    responses: {
      200: jsonAnswer("Connected.", hubspotSchema, example),
      ...problems("bad_request", "destination_token", "destination_unavailable", "unprocessable", ...guardProblems),
    },
  });

const disconnect = (guards: Guards) =>
  createRoute({
    method: "delete",
    path,
    tags,
    summary: "Forget the token and what was delivered",
    middleware: guards.admin,
    responses: { 204: { description: "Disconnected." }, ...problems("not_found", ...guardProblems) },
  });

const push = (guards: Guards) =>
  createRoute({
    method: "post",
    path: "/jobs/{id}/push",
    tags,
    summary: "Send the results of a job to HubSpot",
    description:
      `Creates or updates contacts by address: those found at or above the job's threshold. One request sends up to ` +
      `${peoplePerPush}; repeat it with its \`run\` while \`left\` is above 0, after \`wait_seconds\`. What was delivered and has not changed is not sent again.`,
    middleware: guards.member,
    request: { params: idParam("The job."), body: jsonBody(pushBodySchema, { destination: kind }) },
    responses: {
      200: jsonAnswer("How far it is.", pushAnswerSchema, pushExample),
      ...problems(
        "bad_request",
        "not_found",
        "conflict",
        "destination_not_connected",
        "destination_token",
        "unprocessable",
        "destination_unavailable",
        ...guardProblems,
      ),
    },
  });

export function destinationRoutes(deps: ApiDeps, guards: Guards) {
  const { client, simulated } = deps.hubspot;
  const stateOf = (one: Destination | null): HubspotDestination => ({
    connected: one !== null,
    last_four: one?.last_four ?? null,
    account: one?.account ?? null,
    connected_at: one?.created_at ?? null,
    refused_at: one?.refused_at ?? null,
    simulated,
    sandbox_token: simulated ? sandboxToken : null,
  });
  return createRouter()
    .openapi(read(guards), async (c) =>
      c.json(stateOf(await getDestination(deps.db, { workspaceId: c.get("actor").workspaceId, kind })), 200),
    )
    .openapi(connect(guards), async (c) => {
      const { workspaceId, userId: actor } = c.get("actor");
      if (deps.sealer === null) {
        throw new AppError(
          "unprocessable",
          "This installation cannot keep tokens: its operator has to set SECRETS_KEY.",
        );
      }
      const token = readToken(c.req.valid("json").token);
      if (token === null) throw new AppError("destination_token");
      const checked = await client.check(token);
      if (checked.kind === "token") throw new AppError("destination_token");
      if (checked.kind !== "ok") {
        throw new AppError(
          "destination_unavailable",
          undefined,
          checked.kind === "wait" ? checked.ms / 1_000 : undefined,
        );
      }
      const stored = await setDestination(deps.db, {
        workspaceId,
        actor,
        kind,
        ciphertext: await deps.sealer.seal(token, sealPlace(workspaceId, kind)),
        lastFour: token.slice(-4),
        account: checked.account,
      });
      return c.json(stateOf(stored), 200);
    })
    .openapi(disconnect(guards), async (c) => {
      const { workspaceId, userId: actor } = c.get("actor");
      await deleteDestination(deps.db, { workspaceId, actor, kind });
      return c.body(null, 204);
    })
    .openapi(push(guards), async (c) => {
      const { workspaceId, userId: actor } = c.get("actor");
      const { destination, run = null } = c.req.valid("json");
      return c.json(
        await pushJob(deps, { workspaceId, actor, jobId: c.req.valid("param").id, kind: destination, run }),
        200,
      );
    });
}
