import { jobListSchema } from "#contracts/api/jobs.ts";
import { meSchema, metaSchema } from "#contracts/api/meta.ts";
import type {
  AccountSummary,
  CaptureOutcome,
  WorkerAnswer,
  WorkerRequest,
  WorkerStatus,
} from "#contracts/extension-messages.ts";
import { leadsOf, lookAt, runName } from "../capture/take-page.ts";
import { release } from "../outbox/claim.ts";
import type { OutboxDatabase } from "../outbox/database.ts";
import { drain } from "../outbox/drain.ts";
import { enqueue } from "../outbox/enqueue.ts";
import { callApi } from "../session/call-api.ts";
import { readConsent, writeConsent } from "../session/consent.ts";
import { loadServerConfig } from "../session/server-config.ts";
import { currentSession, SignInError, sendCode, signOut, verifyCode } from "../session/session.ts";

/** Does what the panel asks. Never throws: a refusal is an answer. */
export async function answer(db: OutboxDatabase, request: WorkerRequest): Promise<WorkerAnswer<unknown>> {
  try {
    switch (request.type) {
      case "status":
        return { ok: true, value: await status() };
      case "send_code":
        await sendCode(request.email);
        return done;
      case "verify_code":
        await verifyCode(request.email, request.code);
        drain(db).catch(report);
        return done;
      case "sign_out":
        await signOut();
        return done;
      case "accept_consent":
        await writeConsent(new Date());
        return done;
      case "capture":
        return await capture(db, request);
      case "send_now": {
        const session = await currentSession();
        if (session === null) return { ok: false, reason: "signed_out" };
        await release(db, session.id, Date.now(), "all");
        drain(db).catch(report);
        return done;
      }
      case "account":
        return await account();
      case "jobs":
        return await callApi(jobListSchema, "/jobs?limit=20");
    }
  } catch (error) {
    if (error instanceof SignInError)
      return {
        ok: false,
        reason: error.status === 0 ? "unreachable" : "server",
        code: error.code,
        status: error.status,
      };
    report(error);
    return { ok: false, reason: isQuota(error) ? "storage_full" : "server" };
  }
}

const done: WorkerAnswer<null> = { ok: true, value: null };
const report = (error: unknown): void => console.error(error);
const isQuota = (error: unknown): boolean =>
  error instanceof Error && (error.name === "QuotaExceededError" || /quota/i.test(error.message));

async function status(): Promise<WorkerStatus> {
  const [session, config, consent] = [await currentSession(), await loadServerConfig(), await readConsent()];
  return {
    user: session === null ? null : { id: session.id, email: session.email },
    consent,
    sandbox: config?.sandbox ?? false,
    dashboard: __CAPTELY_URL__,
  };
}

/** Takes the page that the tab shows now. Answered only when every lead is on disk. */
async function capture(
  db: OutboxDatabase,
  request: Extract<WorkerRequest, { type: "capture" }>,
): Promise<WorkerAnswer<CaptureOutcome>> {
  if ((await readConsent()) === null) return { ok: false, reason: "no_consent" };
  const session = await currentSession();
  if (session === null) return { ok: false, reason: "signed_out" };
  const page = await lookAt(request.tab);
  if (page === null) return { ok: false, reason: "page_gone" };
  const leads = leadsOf(page, request.without);
  if (leads.length === 0) return { ok: false, reason: "nothing_to_take" };
  const now = Date.now();
  const outcome = await enqueue(db, {
    owner: session.id,
    name: runName(page, new Date(now)),
    want: request.want,
    leads,
    now,
    newId: () => crypto.randomUUID(),
  });
  // Not waited for: what is on disk is safe, and the panel sees the outbox change.
  drain(db).catch(report);
  return { ok: true, value: outcome };
}

async function account(): Promise<WorkerAnswer<AccountSummary>> {
  const [me, meta] = await Promise.all([callApi(meSchema, "/me"), callApi(metaSchema, "/meta")]);
  if (!me.ok) return me;
  if (!meta.ok) return meta;
  const { email_milli, phone_milli } = meta.value.prices;
  return { ok: true, value: { available_milli: me.value.credits.available_milli, email_milli, phone_milli } };
}
