import {
  type Contact,
  type ContactAnswer,
  type ContactList,
  contactAnswerSchema,
  contactListSchema,
} from "#contracts/api/contacts.ts";
import { hubspotSchema, pushAnswerSchema } from "#contracts/api/destinations.ts";
import { leadsKnownSchema } from "#contracts/api/imports.ts";
import { type ListAdded, listAddedSchema, listAnswerSchema, listsSchema } from "#contracts/api/lists.ts";
import type { AccountRequest, RunFile } from "#contracts/extension-account.ts";
import type { WorkerAnswer } from "#contracts/extension-messages.ts";
import { leadBody } from "#core/outbox/lead-body.ts";
import { readConnectCode } from "#core/session/connect-code.ts";
import { leadsOf, lookAt } from "../capture/take-page.ts";
import type { OutboxDatabase } from "../outbox/database.ts";
import { callApi, callApiRaw } from "../session/call-api.ts";
import { writeChoices } from "../session/choices.ts";
import { erase } from "../session/erase.ts";
import { connect, signInWithGoogle } from "../session/session.ts";

const done: WorkerAnswer<null> = { ok: true, value: null };

/** Does what the panel asks about account, settings, results and lists. May throw SignInError. */
export async function answerAccount(
  db: OutboxDatabase,
  request: AccountRequest,
  signedIn: () => void,
): Promise<WorkerAnswer<unknown>> {
  switch (request.type) {
    case "google":
      await signInWithGoogle();
      signedIn();
      return done;
    case "connect": {
      const code = readConnectCode(request.code);
      if (code === null) return { ok: false, reason: "server", code: "unauthorized", status: 401 };
      await connect(code);
      signedIn();
      return done;
    }
    case "choose": {
      const { want, workspace, locale } = request;
      const change = {
        ...(want === undefined ? {} : { want }),
        ...(workspace === undefined ? {} : { workspace }),
        ...(locale === undefined ? {} : { locale }),
      };
      return { ok: true, value: await writeChoices(change) };
    }
    case "erase":
      await erase(db);
      return done;
    case "contact":
      return readContact(request.job, request.row);
    case "owned":
      return readOwned(request.tab);
    case "export_csv":
      return exportCsv(request.job);
    case "lists":
      return callApi(listsSchema, "/lists");
    case "list_create":
      return callApi(listAnswerSchema, "/lists", { body: { name: request.name } });
    case "list_add":
      return callApi(listAddedSchema, `/lists/${request.list}/contacts`, { body: { contact_ids: request.contacts } });
    case "list_run":
      return listRun(request.list, request.job);
    case "hubspot":
      return callApi(hubspotSchema, "/destinations/hubspot");
    case "push": {
      const run = request.run === null ? {} : { run: request.run };
      return callApi(pushAnswerSchema, `/jobs/${request.job}/push`, { body: { destination: "hubspot", ...run } });
    }
  }
}

/** The contact that a row of a run stands for, with its trail; null: the run has no such row. A repeat shows its original. */
async function readContact(job: string, row: number): Promise<WorkerAnswer<ContactAnswer | null>> {
  const page = await callApi(contactListSchema, `/jobs/${job}/contacts?limit=1&cursor=${row - 1}`);
  if (!page.ok) return page;
  const [contact] = page.value.contacts;
  if (contact === undefined || contact.row_number !== row) return { ok: true, value: null };
  return callApi(contactAnswerSchema, `/contacts/${contact.duplicate_of ?? contact.id}`);
}

/** The contact of the workspace that the person of a lead page is; null: it has none. */
async function readOwned(tab: number): Promise<WorkerAnswer<ContactAnswer | null>> {
  const page = await lookAt(tab);
  const [lead] = page === null ? [] : leadsOf(page);
  if (lead === undefined) return { ok: true, value: null };
  const known = await callApi(leadsKnownSchema, "/leads/known", { body: { leads: [leadBody(lead)] } });
  if (!known.ok) return known;
  const [found] = known.value.known;
  return found === undefined
    ? { ok: true, value: null }
    : callApi(contactAnswerSchema, `/contacts/${found.contact_id}`);
}

async function exportCsv(job: string): Promise<WorkerAnswer<RunFile>> {
  const answer = await callApiRaw(`/jobs/${job}/export.csv`);
  if (!answer.ok) return answer;
  const named = /filename="([^"]{1,120})"/.exec(answer.value.headers.get("content-disposition") ?? "")?.[1];
  // With its byte order mark, which text() would take away.
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await answer.value.arrayBuffer());
  return { ok: true, value: { name: named ?? "captely.csv", text } };
}

async function listRun(list: string, job: string): Promise<WorkerAnswer<ListAdded>> {
  const counts = { added: 0, known: 0 };
  let last: ListAdded | null = null;
  for (const result of ["found", "partial"] as const) {
    let cursor: number | null = 0;
    while (cursor !== null) {
      const page: WorkerAnswer<ContactList> = await callApi(
        contactListSchema,
        `/jobs/${job}/contacts?limit=500&result=${result}&cursor=${cursor}`,
      );
      if (!page.ok) return page;
      cursor = page.value.next_cursor;
      const ids = page.value.contacts.map(({ id }: Contact) => id);
      if (ids.length === 0) continue;
      const added = await callApi(listAddedSchema, `/lists/${list}/contacts`, { body: { contact_ids: ids } });
      if (!added.ok) return added;
      last = added.value;
      counts.added += last.added;
      counts.known += last.known;
    }
  }
  return last === null ? { ok: false, reason: "nothing_to_take" } : { ok: true, value: { ...last, ...counts } };
}
