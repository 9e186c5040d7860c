-- Credits: a double-entry ledger. Entries are only ever added; a mistake is put right by another entry.

create table public.credit_accounts (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references public.workspaces (id) on delete restrict,
  -- granted is where credits come from and counts below zero; the other three hold what was granted.
  kind text not null check (kind in ('granted', 'available', 'held', 'spent')),
  -- Thousandths of a credit. Always the sum of the account's entries; kept here so that a check can refuse an overdraft.
  balance_milli bigint not null default 0,
  unique (workspace_id, kind),
  constraint credit_accounts_not_overdrawn check (kind = 'granted' or balance_milli >= 0)
) with (fillfactor = 50);
comment on table public.credit_accounts is 'Four accounts for each workspace: granted, available, held, spent.';

create table public.credit_logs (
  id bigint generated always as identity primary key,
  -- Two entries share it and sum to zero.
  transfer_id uuid not null,
  workspace_id uuid not null,
  account_id uuid not null references public.credit_accounts (id),
  contact_id uuid,
  job_id uuid,
  kind text not null check (kind in ('grant', 'hold', 'capture', 'release', 'refund')),
  amount_milli bigint not null check (amount_milli <> 0),
  balance_after_milli bigint not null,
  idempotency_key text not null,
  -- The transfer that a refund undoes.
  reverses uuid,
  note text,
  created_at timestamptz not null default now(),
  unique (idempotency_key, account_id)
);
comment on table public.credit_logs is 'The ledger. UPDATE and DELETE are refused for everybody.';
create index credit_logs_workspace on public.credit_logs (workspace_id, id);
create index credit_logs_account on public.credit_logs (account_id) include (amount_milli);
create index credit_logs_contact on public.credit_logs (contact_id) where contact_id is not null;

create function private.refuse_change() returns trigger
language plpgsql set search_path = '' as $$
begin
  raise exception using errcode = '42501', message = format('%I is append-only: %s is not allowed', tg_table_name, tg_op);
end $$;
create trigger credit_logs_append_only before update or delete or truncate on public.credit_logs
  for each statement execute function private.refuse_change();

create function private.check_transfers() returns trigger
language plpgsql set search_path = '' as $$
begin
  if exists (select 1 from added group by transfer_id having sum(amount_milli) <> 0 or count(*) <> 2) then
    raise exception using errcode = '23514', message = 'a transfer must have two entries that sum to zero';
  end if;
  return null;
end $$;
create trigger credit_logs_balanced after insert on public.credit_logs
  referencing new table as added for each statement execute function private.check_transfers();

alter table public.credit_accounts enable row level security;
alter table public.credit_logs enable row level security;
create policy "members can read the accounts of their workspaces" on public.credit_accounts
  for select to authenticated using (workspace_id in (select private.my_workspaces()));
create policy "members can read the ledger of their workspaces" on public.credit_logs
  for select to authenticated using (workspace_id in (select private.my_workspaces()));
grant select on public.credit_accounts, public.credit_logs to authenticated, service_role;

create view public.credit_balances with (security_invoker = true) as
select a.workspace_id,
  coalesce(sum(l.total) filter (where a.kind = 'available'), 0)::bigint as available_milli,
  coalesce(sum(l.total) filter (where a.kind = 'held'), 0)::bigint as held_milli,
  coalesce(sum(l.total) filter (where a.kind = 'spent'), 0)::bigint as spent_milli,
  coalesce(-sum(l.total) filter (where a.kind = 'granted'), 0)::bigint as granted_milli
from public.credit_accounts a
left join lateral (select sum(e.amount_milli) as total from public.credit_logs e where e.account_id = a.id) l on true
group by a.workspace_id;
comment on view public.credit_balances is 'What each workspace has: the sums of its entries.';
grant select on public.credit_balances to authenticated, service_role;

create function private.credit_accounts_open(p_workspace uuid) returns void
language sql set search_path = '' as $$
  insert into public.credit_accounts (workspace_id, kind)
  select p_workspace, k from unnest(array['granted', 'available', 'held', 'spent']) k
  on conflict do nothing
$$;

-- Posts many transfers of one kind: [{workspace_id, contact_id, job_id, amount_milli, key, note, reverses}].
-- A key posted before is passed over. Set-based: a page of 250 contacts is one statement.
create function private.credits_move(p_kind text, p_rows jsonb) returns void
language plpgsql set search_path = '' as $$
declare
  v_from text := case p_kind when 'grant' then 'granted' when 'hold' then 'available' when 'refund' then 'spent' else 'held' end;
  v_to text := case p_kind when 'hold' then 'held' when 'capture' then 'spent' else 'available' end;
begin
  perform 1 from public.credit_accounts
  where workspace_id in (select (r ->> 'workspace_id')::uuid from jsonb_array_elements(p_rows) r)
  order by id for no key update;

  with wanted as (
    select distinct on (r.key) row_number() over () as n, r.*
    from jsonb_to_recordset(p_rows) r
      (workspace_id uuid, contact_id uuid, job_id uuid, amount_milli bigint, key text, note text, reverses uuid)
    where r.amount_milli > 0
  ), fresh as materialized (
    select w.*, gen_random_uuid() as transfer_id, f.id as from_id, t.id as to_id
    from wanted w
    join public.credit_accounts f on f.workspace_id = w.workspace_id and f.kind = v_from
    join public.credit_accounts t on t.workspace_id = w.workspace_id and t.kind = v_to
    where not exists (select 1 from public.credit_logs l where l.idempotency_key = w.key and l.account_id = f.id)
  ), entries as (
    select *, from_id as account_id, -amount_milli as signed_milli from fresh
    union all
    select *, to_id, amount_milli from fresh
  ), posted as (
    insert into public.credit_logs (transfer_id, workspace_id, account_id, contact_id, job_id, kind, amount_milli,
      balance_after_milli, idempotency_key, reverses, note)
    select e.transfer_id, e.workspace_id, e.account_id, e.contact_id, e.job_id, p_kind, e.signed_milli,
      a.balance_milli + sum(e.signed_milli) over (partition by e.account_id order by e.n), e.key, e.reverses, e.note
    from entries e join public.credit_accounts a on a.id = e.account_id
    order by e.n, e.account_id
    returning account_id, amount_milli
  )
  update public.credit_accounts a set balance_milli = a.balance_milli + p.total
  from (select account_id, sum(amount_milli) as total from posted group by account_id) p
  where a.id = p.account_id;
exception when check_violation then
  perform private.refuse('credits_exhausted', 'The balance does not cover this.');
end $$;
comment on function private.credits_move(text, jsonb) is 'The only door to the ledger.';

-- Ends holds: what is charged is captured, the rest goes back: [{workspace_id, job_id, contact_id, credits_milli, held_milli}].
create function private.credits_close(p_rows jsonb) returns void
language plpgsql set search_path = '' as $$
declare
  v_capture jsonb;
  v_release jsonb;
  v_workspaces uuid[];
begin
  if jsonb_array_length(p_rows) = 0 then
    return;
  end if;
  select
    jsonb_agg(r || jsonb_build_object('amount_milli', r -> 'credits_milli', 'key', 'capture:' || (r ->> 'contact_id')))
      filter (where (r ->> 'credits_milli')::bigint > 0),
    jsonb_agg(r || jsonb_build_object('amount_milli', (r ->> 'held_milli')::bigint - (r ->> 'credits_milli')::bigint,
      'key', 'release:' || (r ->> 'contact_id'))) filter (where (r ->> 'held_milli')::bigint > (r ->> 'credits_milli')::bigint),
    array_agg(distinct (r ->> 'workspace_id')::uuid) filter (where (r ->> 'held_milli')::bigint > (r ->> 'credits_milli')::bigint)
  into v_capture, v_release, v_workspaces
  from jsonb_array_elements(p_rows) r;
  if v_capture is not null then
    perform private.credits_move('capture', v_capture);
  end if;
  if v_release is not null then
    perform private.credits_move('release', v_release);
    perform private.wake_waiting(w) from unnest(v_workspaces) w;
  end if;
end $$;

-- Credits came back: as many parked contacts go on as they pay for. The job waits on while anybody stays parked.
create function private.wake_waiting(p_workspace uuid) returns void
language plpgsql set search_path = '' as $$
declare
  v_job record;
  v_available bigint;
  v_room bigint;
begin
  for v_job in
    select id, greatest(coalesce(waiting_hold_milli, 0), 1) as hold_milli from public.import_jobs
    where workspace_id = p_workspace and status = 'waiting' and waiting_reason = 'credits_exhausted' order by started_at, id
  loop
    select balance_milli into v_available from public.credit_accounts where workspace_id = p_workspace and kind = 'available';
    -- Contacts woken before but not yet claimed will take their share first.
    v_room := v_available / v_job.hold_milli - (
      select count(distinct t.contact_id) from public.tasks t join public.contacts c on c.id = t.contact_id
      where t.job_id = v_job.id and t.status = 'ready' and c.held_credits_milli = 0);
    continue when v_room <= 0;
    update public.tasks set status = 'ready', updated_at = now()
    where job_id = v_job.id and status = 'paused' and contact_id in (
      select distinct contact_id from public.tasks where job_id = v_job.id and status = 'paused' order by contact_id limit v_room);
    if not exists (select 1 from public.tasks where job_id = v_job.id and status = 'paused') then
      update public.import_jobs set status = 'running', waiting_reason = null, waiting_hold_milli = null, updated_at = now()
      where id = v_job.id;
    end if;
  end loop;
end $$;

create function public.credits_grant(p_workspace uuid, p_amount_milli bigint, p_key text, p_note text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_balance bigint;
begin
  if coalesce(p_amount_milli, 0) <= 0 or coalesce(p_key, '') = '' then
    perform private.refuse('unprocessable', 'A grant needs a positive amount and a key.');
  end if;
  perform private.lock_workspaces(array[p_workspace]);
  if not exists (select 1 from public.credit_accounts where workspace_id = p_workspace) then
    perform private.refuse('not_found', 'This workspace does not exist.');
  end if;
  perform private.credits_move('grant', jsonb_build_array(jsonb_build_object(
    'workspace_id', p_workspace, 'amount_milli', p_amount_milli, 'key', p_key, 'note', p_note)));
  -- All of them: whoever is still not covered is parked again by the claim.
  with woken as (
    update public.import_jobs set status = 'running', waiting_reason = null, waiting_hold_milli = null, updated_at = now()
    where workspace_id = p_workspace and status = 'waiting' and waiting_reason = 'credits_exhausted'
    returning id
  )
  update public.tasks set status = 'ready', updated_at = now() where status = 'paused' and job_id in (select id from woken);
  select balance_milli into v_balance from public.credit_accounts where workspace_id = p_workspace and kind = 'available';
  return jsonb_build_object('balance_milli', v_balance);
end $$;
comment on function public.credits_grant(uuid, bigint, text, text) is
  'Adds credits, once for each key, and wakes jobs that waited for them. Returns what is available.';
grant execute on function public.credits_grant(uuid, bigint, text, text) to service_role;

create function public.welcome_grant(p_workspace uuid, p_amount_milli bigint) returns jsonb
language sql volatile security definer set search_path = '' as $$
  select public.credits_grant(p_workspace, p_amount_milli, 'welcome:' || p_workspace::text, 'Welcome')
$$;
comment on function public.welcome_grant(uuid, bigint) is 'The first credits of a workspace, once.';
grant execute on function public.welcome_grant(uuid, bigint) to service_role;

create function public.credits_refund(p_workspace uuid, p_transfer uuid, p_key text, p_note text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_entry public.credit_logs;
  v_balance bigint;
begin
  perform private.lock_workspaces(array[p_workspace]);
  select * into v_entry from public.credit_logs
  where transfer_id = p_transfer and workspace_id = p_workspace and kind = 'capture' and amount_milli > 0;
  if v_entry.id is null then
    perform private.refuse('not_found', 'There is no such charge.');
  end if;
  if exists (select 1 from public.credit_logs where reverses = p_transfer and workspace_id = p_workspace and idempotency_key <> p_key) then
    perform private.refuse('conflict', 'This charge was refunded before.');
  end if;
  perform private.credits_move('refund', jsonb_build_array(jsonb_build_object('workspace_id', p_workspace,
    'contact_id', v_entry.contact_id, 'job_id', v_entry.job_id, 'amount_milli', v_entry.amount_milli,
    'key', p_key, 'note', p_note, 'reverses', p_transfer)));
  select balance_milli into v_balance from public.credit_accounts where workspace_id = p_workspace and kind = 'available';
  return jsonb_build_object('balance_milli', v_balance);
end $$;
comment on function public.credits_refund(uuid, uuid, text, text) is 'Gives back one charge, once, by a linked transfer.';
grant execute on function public.credits_refund(uuid, uuid, text, text) to service_role;
