import { jobListSchema } from "#contracts/api/jobs.ts";
import { meSchema, metaSchema } from "#contracts/api/meta.ts";
import type { AccountSummary, WorkerAnswer, WorkerRequest, WorkerStatus } from "#contracts/extension-messages.ts";
import { release } from "../outbox/claim.ts";
import type { OutboxDatabase } from "../outbox/database.ts";
import { drain } from "../outbox/drain.ts";
import { callApi } from "../session/call-api.ts";
import { readChoices } from "../session/choices.ts";
import { readConsent, writeConsent } from "../session/consent.ts";
import { offersGoogle } from "../session/offers.ts";
import { loadServerConfig } from "../session/server-config.ts";
import { currentSession, SignInError, sendCode, signOut, verifyCode } from "../session/session.ts";
import { answerAccount } from "./answer-account.ts";
import { answerCapture } from "./answer-capture.ts";

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
      case "known":
      case "start_run":
      case "pause_run":
      case "resume_run":
      case "stop_run":
      case "let_go_on":
      case "accept_advance":
      case "limits":
      case "set_daily_cap":
        return await answerCapture(db, request);
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
      default:
        return await answerAccount(db, request, () => {
          drain(db).catch(report);
        });
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
    google: session === null && (await offersGoogle()),
    ...(await readChoices()),
  };
}

async function account(): Promise<WorkerAnswer<AccountSummary>> {
  const [me, meta] = await Promise.all([callApi(meSchema, "/me"), callApi(metaSchema, "/meta")]);
  if (!me.ok) return me;
  if (!meta.ok) return meta;
  const { email_milli, phone_milli } = meta.value.prices;
  const named = ({ id, name }: { id: string; name: string }) => ({ id, name });
  const own = me.value.workspaces.toSorted((a, b) => Number(b.kind === "personal") - Number(a.kind === "personal"));
  return {
    ok: true,
    value: {
      available_milli: me.value.credits.available_milli,
      email_milli,
      phone_milli,
      workspace: named(me.value.workspace),
      workspaces: own.map(named),
    },
  };
}
