import { limits } from "#contracts/api/common.ts";
import { meSchema, metaSchema } from "#contracts/api/meta.ts";
import { AppError } from "#contracts/errors.ts";
import { catalogue } from "#core/cascade/catalogue.ts";
import { maxAskMicros } from "#core/credits/estimate.ts";
import { PRICES } from "#core/credits/prices.ts";
import { getAccount, grantWelcome } from "../../_shared/db/accounts.ts";
import type { ApiDeps } from "../deps.ts";
import { exampleIds } from "../examples.ts";
import { createRoute, createRouter, type Guards, guardProblems, jsonAnswer, problems } from "../http.ts";

const meta = createRoute({
  method: "get",
  path: "/meta",
  tags: ["service"],
  summary: "Providers, prices and limits",
  security: [],
  responses: {
    200: jsonAnswer("What this installation can do.", metaSchema, {
      version: "0.1.0",
      sandbox: true,
      providers: [{ name: "icypeas", label: "Icypeas", channels: ["email"], configured: true, usd_per_email: 0.019 }],
      order: ["icypeas"],
      prices: { email_milli: 1_000, phone_milli: 8_000 },
      limits: { file_bytes: 20_971_520, leads_per_request: 5_000, rows_per_job: 100_000 },
    }),
  },
});

const me = (guards: Guards) =>
  createRoute({
    method: "get",
    path: "/me",
    tags: ["account"],
    summary: "Who asks, in which workspace, with how many credits",
    middleware: guards.viewer,
    responses: {
      200: jsonAnswer("The actor. `user` is null for API keys.", meSchema, {
        user: { id: exampleIds.user, email: "ada@orchard.example" },
        workspace: { id: exampleIds.workspace, name: "Ada's workspace", kind: "personal", role: "owner" },
        workspaces: [{ id: exampleIds.workspace, name: "Ada's workspace", kind: "personal", role: "owner" }],
        credits: { available_milli: 100_000, held_milli: 0 },
      }),
      ...problems(...guardProblems),
    },
  });

export function metaRoutes(deps: ApiDeps, guards: Guards) {
  return createRouter()
    .openapi(meta, (c) =>
      c.json(
        {
          version: deps.version,
          sandbox: deps.sandbox,
          providers: catalogue.map((entry) => ({
            name: entry.name,
            label: entry.label,
            channels: [...entry.channels],
            configured: deps.configured.has(entry.name),
            usd_per_email: entry.channels.includes("email") ? maxAskMicros(entry, "email") / 1_000_000 : null,
          })),
          order: catalogue
            .filter((entry) => entry.channels.includes("email") && deps.configured.has(entry.name))
            .map((entry) => entry.name),
          prices: { email_milli: PRICES.emailMilli, phone_milli: PRICES.mobilePhoneMilli },
          limits: {
            file_bytes: limits.fileBytes,
            leads_per_request: limits.leadsPerRequest,
            rows_per_job: limits.rowsPerJob,
          },
        },
        200,
      ),
    )
    .openapi(me(guards), async (c) => {
      const actor = c.get("actor");
      const isUser = actor.via === "session" && actor.userId !== null;
      const who = { workspaceId: actor.workspaceId, userId: isUser ? actor.userId : null };
      let account = await getAccount(deps.db, who);
      if (isUser && account.credits.granted_milli === 0 && deps.welcomeMilli > 0) {
        await grantWelcome(deps.db, actor.workspaceId, deps.welcomeMilli);
        account = await getAccount(deps.db, who);
      }
      const here = account.workspaces.find((workspace) => workspace.id === actor.workspaceId);
      if (here === undefined) throw new AppError("not_found");
      // An API key acts as a member, whoever made it.
      const workspaces = isUser ? account.workspaces : [{ ...here, role: actor.role }];
      return c.json(
        {
          user: isUser && actor.userId !== null ? { id: actor.userId, email: actor.email } : null,
          workspace: { ...here, role: actor.role },
          workspaces,
          credits: {
            available_milli: account.credits.available_milli,
            held_milli: account.credits.held_milli,
          },
        },
        200,
      );
    });
}
