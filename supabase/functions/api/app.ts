import { cors } from "hono/cors";
import { requestId } from "hono/request-id";
import { limits } from "#contracts/api/common.ts";
import { AppError } from "#contracts/errors.ts";
import { accessLog } from "../_shared/http/access-log.ts";
import { limitBody, limitJsonDepth } from "../_shared/http/body-limits.ts";
import { otherMethods } from "../_shared/http/other-methods.ts";
import { asAppError, problemResponse } from "../_shared/http/problem.ts";
import type { ApiDeps } from "./deps.ts";
import { createGuards, createRouter } from "./http.ts";
import { documentHead } from "./openapi.ts";
import { budgetRoutes } from "./routes/budget.ts";
import { companyRoutes } from "./routes/companies.ts";
import { contactRoutes } from "./routes/contacts.ts";
import { creditRoutes } from "./routes/credits.ts";
import { destinationRoutes } from "./routes/destinations.ts";
import { exportRoutes } from "./routes/exports.ts";
import { extensionRoutes } from "./routes/extension.ts";
import { feedbackRoutes } from "./routes/feedback.ts";
import { healthRoutes } from "./routes/health.ts";
import { importRoutes } from "./routes/imports.ts";
import { jobRoutes } from "./routes/jobs.ts";
import { keyRoutes } from "./routes/keys.ts";
import { leadRoutes } from "./routes/leads.ts";
import { listRoutes } from "./routes/lists.ts";
import { metaRoutes } from "./routes/meta.ts";
import { queueRoutes } from "./routes/queue.ts";
import { readerRoutes } from "./routes/readers.ts";
import { suppressionRoutes } from "./routes/suppressions.ts";
import { uploadRoutes } from "./routes/uploads.ts";
import { verificationRoutes } from "./routes/verification.ts";
import { verificationListRoutes } from "./routes/verification-lists.ts";

/** The forms of a multipart upload add a little to the file. */
const formOverhead = 64 * 1024;

/** The API as one fetch handler under `/api`. */
export function createApi(deps: ApiDeps) {
  const app = createRouter().basePath("/api");
  app.use(
    cors({
      origin: "*",
      allowMethods: ["GET", "POST", "PUT", "DELETE", "OPTIONS"],
      allowHeaders: ["authorization", "content-type", "idempotency-key", "x-workspace-id", "apikey", "x-client-info"],
      exposeHeaders: ["x-request-id", "retry-after", "idempotent-replay", "content-disposition"],
      maxAge: 86_400,
    }),
  );
  app.use(requestId({ generator: () => deps.newId(), limitLength: 64 }));
  app.use(accessLog(deps));
  const limitUpload = limitBody(limits.fileBytes + formOverhead);
  const limitJson = limitBody(limits.jsonBytes);
  app.use((c, next) => (c.req.path === "/api/imports/file" ? limitUpload(c, next) : limitJson(c, next)));
  app.use(limitJsonDepth);

  app.onError((error, c) => {
    const known = asAppError(error);
    if (known.code === "internal") deps.log.error("unexpected", error, { request_id: c.get("requestId") });
    return problemResponse(known, c.get("requestId"));
  });
  app.notFound((c) => {
    const allowed = otherMethods(app.routes, c.req.path);
    if (allowed.length === 0) return problemResponse(new AppError("not_found"), c.get("requestId"));
    const answer = problemResponse(new AppError("method_not_allowed"), c.get("requestId"));
    answer.headers.set("allow", allowed.join(", "));
    return answer;
  });

  const guards = createGuards(deps);
  const stages = [
    healthRoutes,
    metaRoutes,
    leadRoutes,
    companyRoutes,
    readerRoutes,
    uploadRoutes,
    importRoutes,
    jobRoutes,
    exportRoutes,
    destinationRoutes,
    contactRoutes,
    feedbackRoutes,
    verificationRoutes,
    verificationListRoutes,
    creditRoutes,
    budgetRoutes,
    keyRoutes,
    suppressionRoutes,
    listRoutes,
    queueRoutes,
    extensionRoutes,
  ];
  for (const routes of stages) app.route("/", routes(deps, guards));
  app.openAPIRegistry.registerComponent("securitySchemes", "bearer", {
    type: "http",
    scheme: "bearer",
    description: "A user's access token, or an API key that starts with cap_.",
  });
  app.doc31("/openapi.json", documentHead(deps.version));
  return app;
}
