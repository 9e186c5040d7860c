-- Callbacks: what providers tell us by themselves, before we ask again.
--
-- A random token is part of the address that a provider is given; its hash is kept here, so that not even a reader of this
-- table could pretend to be the provider. What comes is stored beside the batch, which then falls due at once: a worker
-- reads it and settles it like any answer. Polling goes on as the net, so that a call that never comes loses nothing.

create table public.provider_callbacks (
  batch_id uuid primary key references public.provider_batches (id) on delete cascade,
  -- SHA-256 in hex.
  token_hash text not null check (length(token_hash) = 64),
  -- The newest call, in the form that shared/core/providers/<name>/callback.ts gives it; dropped when the batch is over.
  payload jsonb,
  received_at timestamptz,
  -- When a worker looked at it last.
  read_at timestamptz,
  deliveries int not null default 0,
  created_at timestamptz not null default now()
);
comment on table public.provider_callbacks is 'What a provider told of a batch by itself, and the hash of the token that only it knows.';
alter table public.provider_callbacks enable row level security;
grant select on public.provider_callbacks to service_role;

create function public.worker_expect_callback(p_batch uuid, p_fence bigint, p_token_hash text) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.provider_callbacks (batch_id, token_hash)
  select id, p_token_hash from public.provider_batches where id = p_batch and fence = p_fence and state = 'intent'
  on conflict (batch_id) do update set token_hash = excluded.token_hash;
  return found;
end $$;
comment on function public.worker_expect_callback(uuid, bigint, text) is
  'Keeps the hash of a batch''s token before the provider is told its address. False: somebody else has the batch.';
grant execute on function public.worker_expect_callback(uuid, bigint, text) to service_role;

-- A call may come before our own note of the job (the payload waits), twice (the newest counts), late (nothing changes) or
-- from somebody else. The batch is locked first: a worker that notes the job meanwhile sees the payload afterwards.
create function public.callback_store(p_provider text, p_batch uuid, p_token_hash text, p_payload jsonb) returns text
language plpgsql security definer set search_path = '' as $$
declare
  v_state text;
  v_known text;
  v_salt bytea := uuid_send(gen_random_uuid());
begin
  select state into v_state from public.provider_batches where id = p_batch and provider = p_provider for update;
  select token_hash into v_known from public.provider_callbacks where batch_id = p_batch;
  -- Compared through a random salt: how long it takes says nothing of how much was right.
  if v_state is null or v_known is null
    or sha256(v_salt || convert_to(v_known, 'UTF8')) <> sha256(v_salt || convert_to(coalesce(p_token_hash, ''), 'UTF8')) then
    return 'unknown';
  end if;
  update public.provider_callbacks set deliveries = deliveries + 1, received_at = clock_timestamp(),
    payload = case when v_state in ('done', 'released') then null else p_payload end
  where batch_id = p_batch;
  if v_state in ('done', 'released') then
    return 'late';
  end if;
  update public.provider_batches set poll_at = clock_timestamp()
  where id = p_batch and state = 'submitted' and leased_until is null and poll_at > clock_timestamp();
  return 'stored';
end $$;
comment on function public.callback_store(text, uuid, text, jsonb) is
  'Keeps what a provider told of a batch and makes the batch due: stored, late (the batch is over) or unknown (no such batch, or a wrong token).';
grant execute on function public.callback_store(text, uuid, text, jsonb) to service_role;

create function public.worker_callback(p_batch uuid, p_fence bigint) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_payload jsonb;
begin
  perform 1 from public.provider_batches where id = p_batch and fence = p_fence;
  if not found then
    return null;
  end if;
  -- It stays until the batch is over: whoever takes over from a worker that dies now finds it again.
  update public.provider_callbacks set read_at = clock_timestamp() where batch_id = p_batch and payload is not null
  returning payload into v_payload;
  return v_payload;
end $$;
comment on function public.worker_callback(uuid, bigint) is 'What the provider told of a batch by itself, or null.';
grant execute on function public.worker_callback(uuid, bigint) to service_role;

-- A batch that goes back to waiting although something unread has come is due now; one that is over needs it no more.
create function private.heed_callback() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if new.state = 'submitted' then
    if exists (select 1 from public.provider_callbacks c where c.batch_id = new.id and c.payload is not null
      and (c.read_at is null or c.received_at > c.read_at)) then
      new.poll_at := clock_timestamp();
    end if;
  else
    update public.provider_callbacks set payload = null where batch_id = new.id and payload is not null;
  end if;
  return new;
end $$;
create trigger provider_batches_callback before update on public.provider_batches
  for each row when ((new.state = 'submitted' and new.leased_until is null)
    or (new.state in ('done', 'released') and new.external_id is not null))
  execute function private.heed_callback();

-- Phone pending: the e-mail's cascade is over and the phone is still on its way. Everything that shows or exports a contact
-- reads phone_status, so that the word stands there.
create function private.mark_phone_pending() returns trigger
language plpgsql set search_path = '' as $$
begin
  if new.email_done and not new.phone_done and new.status in ('pending', 'working') then
    new.phone_status := 'pending';
  elsif new.phone_status = 'pending' then
    new.phone_status := null;
  end if;
  return new;
end $$;
create trigger contacts_phone_pending before update on public.contacts
  for each row when (new.phone_status = 'pending' or (new.email_done and not new.phone_done))
  execute function private.mark_phone_pending();
create index contacts_phone_pending on public.contacts (job_id) where phone_status = 'pending' and status = 'working';

-- What one channel brought is charged when it is delivered, not when the other one ends, too.
create function private.charge_channel() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.credits_move('capture', jsonb_build_array(jsonb_build_object('workspace_id', new.workspace_id,
    'contact_id', new.id, 'job_id', new.job_id, 'key', private.hold_key('capture', new.id, new.redrives) || ':first',
    'amount_milli', least(new.credits_milli - old.credits_milli, new.held_credits_milli))));
  return null;
end $$;
create trigger contacts_charge_channel after update on public.contacts
  for each row when (new.status = 'working' and new.credits_milli > old.credits_milli and new.held_credits_milli > 0)
  execute function private.charge_channel();

-- Ends holds: what is charged is captured, the rest goes back. What the first channel was charged already counts; should
-- the contact end up owing less than that (it opted out), the first charge is given back.
create or replace function private.credits_close(p_rows jsonb) returns void
language plpgsql set search_path = '' as $$
declare
  v_refund jsonb;
  v_capture jsonb;
  v_release jsonb;
  v_workspaces uuid[];
begin
  if jsonb_array_length(p_rows) = 0 then
    return;
  end if;
  with owed as (
    select r.row, c.id, c.redrives, (r.row ->> 'credits_milli')::bigint as credits, (r.row ->> 'held_milli')::bigint as held,
      coalesce(f.amount_milli, 0) as first, f.transfer_id
    from jsonb_array_elements(p_rows) r (row)
    join public.contacts c on c.id = (r.row ->> 'contact_id')::uuid
    left join lateral (
      select l.amount_milli, l.transfer_id from public.credit_logs l
      where l.idempotency_key = private.hold_key('capture', c.id, c.redrives) || ':first' and l.amount_milli > 0
    ) f on true
  ), parts as (
    select o.*, case when credits >= first then credits - first else credits end as to_capture,
      case when credits < first then first else 0 end as to_refund
    from owed o
  ), moves as (
    select p.*, held - first - to_capture as to_release from parts p
  )
  select
    jsonb_agg(row || jsonb_build_object('amount_milli', to_refund, 'key', private.hold_key('refund', id, redrives) || ':first',
      'reverses', transfer_id)) filter (where to_refund > 0),
    jsonb_agg(row || jsonb_build_object('amount_milli', to_capture, 'key', private.hold_key('capture', id, redrives)))
      filter (where to_capture > 0),
    jsonb_agg(row || jsonb_build_object('amount_milli', to_release, 'key', private.hold_key('release', id, redrives)))
      filter (where to_release > 0),
    array_agg(distinct (row ->> 'workspace_id')::uuid) filter (where to_release > 0 or to_refund > 0)
  into v_refund, v_capture, v_release, v_workspaces
  from moves;
  if v_refund is not null then
    perform private.credits_move('refund', v_refund);
  end if;
  if v_capture is not null then
    perform private.credits_move('capture', v_capture);
  end if;
  if v_release is not null then
    perform private.credits_move('release', v_release);
  end if;
  perform private.wake_waiting(w) from unnest(v_workspaces) w;
end $$;

-- Contacts whose phone is still awaited, and how many of them have an address: the job's own counters take them at their end.
create function private.job_with_pending(p_job public.import_jobs) returns jsonb
language sql stable set search_path = '' as $$
  select to_jsonb(p_job) || case when p_job.status in ('running', 'waiting', 'paused') then (
    select jsonb_build_object('phone_pending_count', count(*), 'pending_email_count', count(c.email))
    from public.contacts c where c.job_id = p_job.id and c.phone_status = 'pending' and c.status = 'working') else '{}' end
$$;

create or replace function public.job_get(p_workspace uuid, p_job uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_job public.import_jobs;
begin
  select * into v_job from public.import_jobs where id = p_job and workspace_id = p_workspace;
  if v_job.id is null then
    perform private.refuse('not_found', 'This import does not exist.');
  end if;
  return private.job_with_pending(v_job);
end $$;

create or replace function public.jobs_list(p_workspace uuid, p_limit int, p_before_created_at timestamptz, p_before_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(private.job_with_pending(j) order by j.created_at desc, j.id desc), '[]')
  from (
    select * from public.import_jobs
    where workspace_id = p_workspace
      and (p_before_created_at is null or (created_at, id) < (p_before_created_at, p_before_id))
    order by created_at desc, id desc
    limit least(greatest(p_limit, 1), 500)
  ) j
$$;
