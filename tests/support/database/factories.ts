import { randomUUID } from "node:crypto";
import type { ContactResult } from "#core/jobs/words.ts";
import type { TestDatabase } from "./test-database.ts";

export interface ClaimedTask {
  task_id: number;
  channel: string;
  attempt: number;
  over_budget: boolean;
  contact: { id: string; first_name: string | null };
  job: { id: string; workspace_id: string };
  held: unknown;
  asked: { provider: string; outcome: string }[];
}

export interface ClaimedBatch {
  batch_id: string;
  fence: number;
  state: string;
  external_id: string | null;
  answers: unknown;
  tasks: ClaimedTask[];
}

export interface JobRow {
  id: string;
  status: string;
  contact_count: number;
  done_count: number;
  found_count: number;
  partial_count: number;
  not_found_count: number;
  suppressed_count: number;
  failed_count: number;
  duplicate_count: number;
  invalid_count: number;
  row_count: number;
  email_count: number;
  phone_count: number;
  credits_milli: number;
  cost_micros: number;
  reserved_micros: number;
  waiting_reason: string | null;
}

export interface Balances {
  available: number;
  held: number;
  spent: number;
  granted: number;
}

export async function createWorkspace(db: TestDatabase, credits = 0): Promise<string> {
  const { workspace_id } = await db.rpc<{ workspace_id: string }>("workspace_create_system", { p_name: "Test" });
  if (credits > 0) await grant(db, workspace_id, credits);
  return workspace_id;
}

export function grant(db: TestDatabase, workspace: string, credits: number, key: string = randomUUID()) {
  return db.rpc<{ balance_milli: number }>("credits_grant", {
    p_workspace: workspace,
    p_amount_milli: credits * 1000,
    p_key: key,
    p_note: null,
  });
}

/** In whole credits, as the view sums them up. */
export async function balances(db: TestDatabase, workspace: string): Promise<Balances> {
  const rows = await db.sql<Record<keyof Balances, string | number>>(
    `select available_milli / 1000.0 as available, held_milli / 1000.0 as held, spent_milli / 1000.0 as spent,
       granted_milli / 1000.0 as granted from public.credit_balances where workspace_id = $1`,
    [workspace],
  );
  const row = rows[0];
  if (!row) throw new Error("no such workspace");
  return {
    available: Number(row.available),
    held: Number(row.held),
    spent: Number(row.spent),
    granted: Number(row.granted),
  };
}

export async function createUser(db: TestDatabase, email = `${randomUUID()}@acme.example`): Promise<string> {
  const id = randomUUID();
  await db.sql("insert into auth.users (id, email) values ($1, $2)", [id, email]);
  return id;
}

export function personRow(rowNumber: number, name = `Person ${rowNumber}`, keys: string[] = [`name:${name}`]) {
  return {
    row_number: rowNumber,
    cells: [name, "Acme"],
    person: { first_name: name, last_name: "Doe", full_name: `${name} Doe`, company: "Acme", domain: "acme.example" },
    keys,
  };
}

export const defaultOptions = {
  want: "email",
  threshold: 90,
  order: ["alpha", "beta"],
  verify: 3,
  max_cost_micros: null as number | null,
  patience_ms: 60_000,
  sandbox: true,
  phone_order: [] as string[],
};

export async function createDraft(
  db: TestDatabase,
  workspace: string,
  rows: unknown[],
  options: Partial<typeof defaultOptions> = {},
): Promise<string> {
  const { job_id } = await db.rpc<{ job_id: string }>("import_create", {
    p_workspace: workspace,
    p_actor: null,
    p_import: {
      name: "people.csv",
      source: "csv",
      columns: ["Name", "Company"],
      mapping: { first_name: 0, company: 1 },
      options: { ...defaultOptions, ...options },
    },
  });
  for (let from = 0; from < rows.length; from += 5_000) {
    await addRows(db, workspace, job_id, rows.slice(from, from + 5_000));
  }
  return job_id;
}

export function addRows(db: TestDatabase, workspace: string, job: string, rows: unknown[]) {
  return db.rpc<{ added: number; invalid: number; duplicates: number }>("import_add_rows", {
    p_workspace: workspace,
    p_job: job,
    p_rows: rows,
  });
}

/** A running job over people that nobody else has. */
export async function startJob(
  db: TestDatabase,
  workspace: string,
  contacts: number | unknown[],
  options: Partial<typeof defaultOptions> = {},
): Promise<string> {
  const tag = randomUUID().slice(0, 8);
  const rows =
    typeof contacts === "number"
      ? Array.from({ length: contacts }, (_, index) => personRow(index + 1, `${tag} ${index + 1}`))
      : contacts;
  const job = await createDraft(db, workspace, rows, options);
  await start(db, workspace, job);
  return job;
}

export function start(db: TestDatabase, workspace: string, job: string) {
  return db.rpc<JobRow>("import_start", { p_workspace: workspace, p_job: job, p_actor: null, p_options: null });
}

export function changeJob(
  db: TestDatabase,
  change: "job_pause" | "job_resume" | "job_cancel",
  workspace: string,
  job: string,
) {
  return db.rpc<JobRow>(change, { p_workspace: workspace, p_job: job, p_actor: null });
}

export function getJob(db: TestDatabase, workspace: string, job: string) {
  return db.rpc<JobRow>("job_get", { p_workspace: workspace, p_job: job });
}

export interface ClaimOptions {
  provider: string;
  channel: "email" | "phone";
  limit: number;
  worker: string;
  leaseMs: number;
  askCostMicros: number;
  holdMilli: number;
}

export function claim(db: TestDatabase, options: Partial<ClaimOptions> = {}): Promise<ClaimedBatch | null> {
  const ask = {
    provider: "alpha",
    channel: "email",
    limit: 100,
    worker: "w1",
    leaseMs: 60_000,
    askCostMicros: 0,
    holdMilli: 0,
    ...options,
  };
  return db.rpc<ClaimedBatch | null>("worker_claim", {
    p_worker: ask.worker,
    p_provider: ask.provider,
    p_channel: ask.channel,
    p_key_id: "key-1",
    p_limit: ask.limit,
    p_lease_ms: ask.leaseMs,
    p_ask_cost_micros: ask.askCostMicros,
    p_hold_milli: ask.holdMilli,
  });
}

/** A claim that the test counts on. */
export async function mustClaim(db: TestDatabase, options: Partial<ClaimOptions> = {}): Promise<ClaimedBatch> {
  const batch = await claim(db, options);
  if (!batch) throw new Error("nothing to claim");
  return batch;
}

export function reclaim(db: TestDatabase, options: Partial<ClaimOptions> = {}): Promise<ClaimedBatch[]> {
  return db.rpc<ClaimedBatch[]>("worker_reclaim", {
    p_worker: options.worker ?? "w2",
    p_provider: options.provider ?? "alpha",
    p_channel: options.channel ?? "email",
    p_limit: options.limit ?? 10,
    p_lease_ms: options.leaseMs ?? 60_000,
  });
}

export const ask = (outcome: string, costMicros = 0) => ({
  outcome,
  label: null,
  native_label: null,
  email: null,
  phone: null,
  phone_kind: null,
  score: null,
  confidence: null,
  verdict: null,
  cost_micros: costMicros,
  latency_ms: 10,
  detail: null,
});

export function finish(
  task: ClaimedTask,
  result: ContactResult,
  more: { credits?: number; cost?: number; outcome?: string } = {},
) {
  const usable = result === "found" || result === "partial";
  return {
    task_id: task.task_id,
    ask: ask(more.outcome ?? (usable ? "found" : "miss"), more.cost ?? 0),
    held: null,
    step: {
      do: "finish",
      result,
      reason: usable ? "accepted" : "exhausted",
      email:
        usable && task.channel === "email"
          ? {
              email: `${task.contact.id.slice(0, 8)}@acme.example`,
              status: "deliverable",
              confidence: 95,
              source: "alpha",
              verdict: null,
            }
          : null,
      phone:
        usable && task.channel === "phone"
          ? { phone: "+33600000000", type: "MOBILE", status: "valid", source: "alpha" }
          : null,
      credits_milli: (more.credits ?? 0) * 1000,
    },
    suppress: false,
  };
}

export const goOn = (task: ClaimedTask, provider: string, cost = 0) => ({
  task_id: task.task_id,
  ask: ask("miss", cost),
  held: null,
  step: { do: "ask", provider, delay_ms: 0 },
  suppress: false,
});

export const retry = (task: ClaimedTask, delayMs: number, count = true) => ({
  task_id: task.task_id,
  ask: ask("transient"),
  held: null,
  step: { do: "retry", delay_ms: delayMs, count_attempt: count },
  suppress: false,
});

export function settle(
  db: TestDatabase,
  batch: { batch_id: string; fence: number },
  items: unknown[],
  more: { poll_ms: number } | null = null,
) {
  return db.rpc<{ settled: number; ignored: number }>("worker_settle", {
    p_batch: batch.batch_id,
    p_fence: batch.fence,
    p_items: items,
    p_more: more,
  });
}

/** What must hold for every ledger at every moment; the messages of those that do not. */
export async function ledgerFaults(db: Pick<TestDatabase, "sql">): Promise<unknown[]> {
  return db.sql(`
    select 'balance is not the sum of entries' as fault, a.id::text from public.credit_accounts a
      where a.balance_milli <> coalesce((select sum(amount_milli) from public.credit_logs l where l.account_id = a.id), 0)
    union all
    select 'transfer does not balance', transfer_id::text from public.credit_logs
      group by transfer_id having sum(amount_milli) <> 0 or count(*) <> 2
    union all
    select 'overdrawn', id::text from public.credit_accounts where kind <> 'granted' and balance_milli < 0
    union all
    select 'balance_after does not continue', id::text from (
      select id, balance_after_milli, sum(amount_milli) over (partition by account_id order by id) as running from public.credit_logs) e
      where balance_after_milli <> running
    union all
    select 'held is not what contacts hold', a.workspace_id::text from public.credit_accounts a
      where a.kind = 'held' and a.balance_milli <> coalesce(
        (select sum(held_credits_milli) from public.contacts c where c.workspace_id = a.workspace_id), 0) - coalesce(
        -- What a first channel was charged has left the account; the contact's hold stays the most that it may be charged.
        (select sum(l.amount_milli) from public.credit_logs l join public.contacts c on c.id = l.contact_id
          where l.workspace_id = a.workspace_id and l.amount_milli > 0 and c.held_credits_milli > 0
            and l.idempotency_key = private.hold_key('capture', c.id, c.redrives) || ':first'), 0)
    union all
    select 'a finished contact still holds', id::text from public.contacts
      where held_credits_milli > 0 and status not in ('pending', 'working')
  `);
}

/** The counters of every job against its rows. */
export async function counterFaults(db: Pick<TestDatabase, "sql">): Promise<unknown[]> {
  return db.sql(`
    select j.id, j.status from public.import_jobs j cross join lateral (
      select count(*) filter (where status not in ('duplicate')) as contacts,
        count(*) filter (where status = 'done') as done,
        count(*) filter (where status = 'done' and result = 'found') as found,
        count(*) filter (where status = 'done' and result = 'partial') as partial,
        count(*) filter (where status = 'done' and result = 'not_found') as not_found,
        count(*) filter (where status = 'done' and result = 'suppressed') as suppressed,
        count(*) filter (where status = 'done' and result = 'failed') as failed,
        count(*) filter (where status = 'duplicate') as duplicates,
        count(*) filter (where status = 'done' and email is not null) as emails,
        count(*) filter (where status = 'done' and phone is not null) as phones,
        coalesce(sum(credits_milli) filter (where status = 'done'), 0) as credits, coalesce(sum(cost_micros), 0) as cost
      from public.contacts c where c.job_id = j.id) s
    where (j.contact_count, j.done_count, j.found_count, j.partial_count, j.not_found_count, j.suppressed_count, j.failed_count,
        j.duplicate_count, j.email_count, j.phone_count, j.credits_milli, j.cost_micros)
      is distinct from (s.contacts, s.done, s.found, s.partial, s.not_found, s.suppressed, s.failed, s.duplicates, s.emails, s.phones,
        s.credits, s.cost)
      or j.reserved_micros <> (select coalesce(sum(reserved_micros), 0) from public.tasks t where t.job_id = j.id)
      or j.cost_micros <> (select coalesce(sum(cost_micros), 0) from public.enrichment_results r where r.job_id = j.id)
  `);
}
