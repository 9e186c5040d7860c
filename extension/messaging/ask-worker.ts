import { browser } from "wxt/browser";
import type { ContactAnswer } from "#contracts/api/contacts.ts";
import type { HubspotDestination, PushAnswer } from "#contracts/api/destinations.ts";
import type { JobList } from "#contracts/api/jobs.ts";
import type { List, ListAdded } from "#contracts/api/lists.ts";
import type { RunFile } from "#contracts/extension-account.ts";
import type {
  AccountSummary,
  CaptureLimits,
  CaptureOutcome,
  KnownOnPage,
  WorkerAnswer,
  WorkerRequest,
  WorkerStatus,
} from "#contracts/extension-messages.ts";
import type { Choices } from "../session/choices.ts";

interface Answers {
  status: WorkerStatus;
  send_code: null;
  verify_code: null;
  sign_out: null;
  accept_consent: null;
  capture: CaptureOutcome;
  known: KnownOnPage;
  start_run: null;
  pause_run: null;
  resume_run: null;
  stop_run: null;
  let_go_on: null;
  accept_advance: null;
  limits: CaptureLimits;
  set_daily_cap: null;
  send_now: null;
  account: AccountSummary;
  jobs: JobList;
  google: null;
  connect: null;
  choose: Choices;
  erase: null;
  contact: ContactAnswer | null;
  owned: ContactAnswer | null;
  export_csv: RunFile;
  lists: { lists: List[] };
  list_create: { list: List };
  list_add: ListAdded;
  list_run: ListAdded;
  hubspot: HubspotDestination;
  push: PushAnswer;
}

type Ask<T extends WorkerRequest["type"]> = Omit<Extract<WorkerRequest, { type: T }>, "to" | "type">;

/** A worker that was ended right now is started by asking again. */
const tries = 3;

/** Asks the worker; both ends are built together, so that the answer has the shape it says. */
export async function askWorker<T extends WorkerRequest["type"]>(
  type: T,
  more: Ask<T>,
): Promise<WorkerAnswer<Answers[T]>> {
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    try {
      const answer: WorkerAnswer<Answers[T]> | undefined = await browser.runtime.sendMessage({
        to: "worker",
        type,
        ...more,
      });
      if (answer !== undefined) return answer;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  return { ok: false, reason: "unreachable" };
}
