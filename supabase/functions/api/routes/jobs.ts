import {
  type Job,
  jobAnswerSchema,
  jobListQuerySchema,
  jobListSchema,
  type Report,
  reportSchema,
  shadowReportSchema,
} from "#contracts/api/jobs.ts";
import { AppError } from "#contracts/errors.ts";
import { openPolicy } from "#core/cascade/policy/open-policy.ts";
import { shadowOf, type Tally } from "#core/cascade/policy/shadow.ts";
import { progressOf } from "#core/jobs/progress.ts";
import { changeJob, getJob, type JobAction, type JobFigures, listJobs, reportJob } from "../../_shared/db/jobs.ts";
import { jobPaths, readSnapshot } from "../../_shared/db/policy.ts";
import type { ApiDeps } from "../deps.ts";
import { exampleJob, exampleProgress } from "../examples.ts";
import { createRoute, createRouter, type Guards, guardProblems, idParam, jsonAnswer, problems } from "../http.ts";

const tags = ["jobs"];
const answerExample = { job: exampleJob, progress: exampleProgress };

const list = (guards: Guards) =>
  createRoute({
    method: "get",
    path: "/jobs",
    tags,
    summary: "Jobs, newest first",
    middleware: guards.viewer,
    request: { query: jobListQuerySchema },
    responses: {
      200: jsonAnswer("One page.", jobListSchema, { jobs: [answerExample], next_cursor: null }),
      ...problems("bad_request", ...guardProblems),
    },
  });

const read = (guards: Guards) =>
  createRoute({
    method: "get",
    path: "/jobs/{id}",
    tags,
    summary: "A job and how far it is",
    middleware: guards.viewer,
    request: { params: idParam("The job.") },
    responses: {
      200: jsonAnswer("The job.", jobAnswerSchema, answerExample),
      ...problems("not_found", ...guardProblems),
    },
  });

const act = (guards: Guards, action: JobAction, summary: string) =>
  createRoute({
    method: "post",
    path: `/jobs/{id}/${action}`,
    tags,
    summary,
    middleware: guards.member,
    request: { params: idParam("The job.") },
    responses: {
      200: jsonAnswer("The job as it is now.", jobAnswerSchema, answerExample),
      ...problems("not_found", "conflict", ...guardProblems),
    },
  });

const report = (guards: Guards) =>
  createRoute({
    method: "get",
    path: "/jobs/{id}/report",
    tags,
    summary: "What came out, what it cost, provider by provider",
    middleware: guards.viewer,
    request: { params: idParam("The job.") },
    responses: {
      200: jsonAnswer("The report.", reportSchema, {
        contacts: 480,
        found: 380,
        partial: 0,
        not_found: 98,
        failed: 0,
        suppressed: 2,
        invalid: 8,
        duplicates: 12,
        emails: 380,
        phones: 0,
        credits: 380,
        cost_usd: 8.12,
        duration_ms: 240_000,
        sandbox: true,
        left_out: [],
        providers: {
          icypeas: { asked: 480, found: 240, accepted: 228, errors: 0, rate_limited: 1, cost_usd: 4.56, p50_ms: 2_400 },
        },
      }),
      ...problems("not_found", ...guardProblems),
    },
  });

const shadow = (guards: Guards) =>
  createRoute({
    method: "get",
    path: "/jobs/{id}/shadow",
    tags,
    summary: "What asking whom it pays to ask would have changed",
    middleware: guards.viewer,
    request: { params: idParam("A job that followed a pinned order.") },
    responses: {
      200: jsonAnswer(
        "The pinned order beside the learned policy, for the contacts that are done.",
        shadowReportSchema,
        {
          contacts: 480,
          policy_snapshot: 12,
          actual: { asks: 1_104, cost_usd: 18.2, accepted: 380 },
          auto: { asks: 1_020, cost_usd: 13.7, accepted: 379.4 },
          other_first: 212,
          known: 0.86,
        },
      ),
      ...problems("not_found", "conflict", ...guardProblems),
    },
  });

export function jobRoutes(deps: ApiDeps, guards: Guards) {
  const answer = (job: Job) => ({ job, progress: progressOf(job, deps.now()) });
  const router = createRouter()
    .openapi(list(guards), async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const jobs = await listJobs(deps.db, {
        workspaceId: c.get("actor").workspaceId,
        limit: limit + 1,
        before: cursor === undefined ? null : readCursor(cursor),
      });
      const page = jobs.slice(0, limit);
      const last = page.at(-1);
      const next = jobs.length > limit && last ? `${last.created_at}_${last.id}` : null;
      return c.json({ jobs: page.map(answer), next_cursor: next }, 200);
    })
    .openapi(read(guards), async (c) => {
      const job = await getJob(deps.db, { workspaceId: c.get("actor").workspaceId, jobId: c.req.valid("param").id });
      return c.json(answer(job), 200);
    })
    .openapi(report(guards), async (c) => {
      const place = { workspaceId: c.get("actor").workspaceId, jobId: c.req.valid("param").id };
      const [job, figures] = await Promise.all([getJob(deps.db, place), reportJob(deps.db, place)]);
      return c.json(reportOf(figures, job.options.left_out ?? []), 200);
    })
    .openapi(shadow(guards), async (c) => {
      const place = { workspaceId: c.get("actor").workspaceId, jobId: c.req.valid("param").id };
      const { options } = await getJob(deps.db, place);
      if (options.mode === "auto") throw new AppError("conflict", "The job did not follow an order to compare with.");
      const snapshotId = options.policy_snapshot ?? null;
      const [snapshot, { paths, costs }] = await Promise.all([
        readSnapshot(deps.db, snapshotId),
        jobPaths(deps.db, place),
      ]);
      const { contacts, actual, auto, otherFirst, known } = shadowOf(openPolicy(snapshot), options, paths, costs);
      return c.json(
        {
          contacts,
          policy_snapshot: snapshotId,
          actual: tally(actual),
          auto: tally(auto),
          other_first: otherFirst,
          known,
        },
        200,
      );
    });
  const actions = [
    ["pause", "Ask nobody any more; answers under way are still recorded"],
    ["resume", "Go on with a paused job"],
    ["cancel", "End a job for good; what was found stays"],
  ] as const;
  for (const [action, summary] of actions) {
    router.openapi(act(guards, action, summary), async (c) => {
      const actor = c.get("actor");
      const place = { workspaceId: actor.workspaceId, jobId: c.req.valid("param").id };
      const job = await changeJob(deps.db, action, { ...place, actor: actor.userId });
      if (action === "resume") deps.wakeWorker();
      return c.json(answer(job), 200);
    });
  }
  return router;
}

const tally = ({ asks, costMicros, accepted }: Tally) => ({ asks, cost_usd: costMicros / 1_000_000, accepted });

function reportOf(figures: JobFigures, leftOut: string[]): Report {
  const { credits_milli, cost_micros, providers, ...counts } = figures;
  return {
    ...counts,
    credits: credits_milli / 1_000,
    cost_usd: cost_micros / 1_000_000,
    left_out: leftOut,
    providers: Object.fromEntries(
      Object.entries(providers).map(([name, { cost_micros: cost, ...rest }]) => [
        name,
        { ...rest, cost_usd: cost / 1_000_000 },
      ]),
    ),
  };
}

function readCursor(cursor: string): { createdAt: string; id: string } {
  const match = /^(\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d))_([\da-f-]{36})$/.exec(cursor);
  if (match?.[1] === undefined || match[2] === undefined || Number.isNaN(Date.parse(match[1]))) {
    throw new AppError("bad_request", "cursor takes the next_cursor of the page before.");
  }
  return { createdAt: match[1], id: match[2] };
}
