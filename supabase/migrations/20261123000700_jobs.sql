-- Jobs: the queue. A contact waits at one provider at a time; a task is its place in that line.

create table public.provider_batches (
  id uuid primary key default gen_random_uuid(),
  provider text not null,
  channel text not null check (channel in ('email', 'phone')),
  key_id text not null,
  -- intent: leased, perhaps sent. submitted: the provider gave a job id. answered: answers stored, not yet settled.
  -- done: every task settled. released: given back untouched.
  state text not null default 'intent' check (state in ('intent', 'submitted', 'answered', 'done', 'released')),
  -- Grows with each lease. Whoever comes with an older one is too late and changes nothing.
  fence bigint not null default 1,
  worker text,
  leased_until timestamptz,
  external_id text,
  poll_at timestamptz,
  deadline_at timestamptz,
  submitted_at timestamptz,
  attempt int not null default 0,
  -- Normalised answers, stored before they are settled: a crash in between buys nothing again.
  answers jsonb,
  created_at timestamptz not null default now()
) with (fillfactor = 70);
comment on table public.provider_batches is 'One call to a provider: written before it is made, kept as its record.';
create index provider_batches_open on public.provider_batches (provider, channel, (coalesce(leased_until, poll_at)))
  where state in ('intent', 'submitted', 'answered');

create table public.tasks (
  id bigint generated always as identity primary key,
  workspace_id uuid not null,
  -- Its contact holds the reference.
  job_id uuid not null,
  contact_id uuid not null references public.contacts (id) on delete cascade,
  channel text not null check (channel in ('email', 'phone')),
  provider text not null,
  status text not null default 'ready' check (status in ('ready', 'leased', 'paused', 'done', 'dead')),
  -- Tries at the present provider that counted.
  attempt int not null default 0,
  -- Asks in the trail, at all providers: numbers the rows of enrichment_results.
  ask_count int not null default 0,
  run_at timestamptz not null default now(),
  batch_id uuid references public.provider_batches (id),
  -- What this ask reserves of the job's budget.
  reserved_micros bigint not null default 0 check (reserved_micros >= 0),
  over_budget boolean not null default false,
  last_outcome text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- One task for each contact and channel: it moves on from provider to provider.
  unique (contact_id, channel)
) with (fillfactor = 70);
comment on table public.tasks is 'A contact''s place in the line of one provider.';
-- The claim walks this index: workspace by workspace, oldest first.
create index tasks_claim on public.tasks (provider, channel, workspace_id, run_at, id) where status = 'ready';
-- The overview: how much waits where, and when the next is due.
create index tasks_due on public.tasks (provider, channel, run_at) where status = 'ready';
create index tasks_batch on public.tasks (batch_id) where batch_id is not null;
create index tasks_job on public.tasks (job_id) where status in ('ready', 'leased', 'paused');

alter table public.provider_batches enable row level security;
alter table public.tasks enable row level security;
grant select on public.provider_batches, public.tasks to service_role;

-- Of a draft that starts: contacts whose key another import owns by now become its duplicates; keys that nobody owns, or
-- that only lie in a later draft, are taken.
create function private.turn_duplicates(p_workspace uuid, p_job uuid, p_elsewhere jsonb) returns int
language plpgsql set search_path = '' as $$
declare
  v_ids uuid[];
  v_originals uuid[];
begin
  select array_agg(id), array_agg(owner) into v_ids, v_originals from (
    select distinct on (id) id, owner
    from jsonb_to_recordset(p_elsewhere) e (id uuid, key text, owner uuid, owns boolean) where owns order by id, key
  ) t;
  v_ids := coalesce(v_ids, '{}');
  if cardinality(v_ids) > 0 then
    -- The contacts themselves, and the rows of the file that repeat them.
    update public.contacts c set status = 'duplicate', duplicate_of = t.original, duplicate_of_row = null, updated_at = now()
    from unnest(v_ids, v_originals) t (id, original)
    where c.job_id = p_job and (c.id = t.id or c.duplicate_of = t.id);
    update public.contact_keys ck set contact_id = t.original
    from unnest(v_ids, v_originals) t (id, original)
    join public.contacts c on c.job_id = p_job and c.duplicate_of = t.original
    cross join lateral unnest(c.keys) k
    where ck.workspace_id = p_workspace and ck.key = k and ck.contact_id = t.id;
  end if;
  insert into public.contact_keys (workspace_id, key, contact_id)
  select distinct on (key) p_workspace, key, id
  from jsonb_to_recordset(p_elsewhere) e (id uuid, row_number int, key text, owns boolean)
  where owns is not true and not id = any (v_ids)
  order by key, row_number
  on conflict (workspace_id, key) do update set contact_id = excluded.contact_id;
  return cardinality(v_ids);
end $$;

create function public.import_start(p_workspace uuid, p_job uuid, p_actor uuid, p_options jsonb) returns jsonb
language plpgsql security definer set search_path = ''
-- A plan made for a list of three would be used for five thousand in the same session.
set plan_cache_mode = force_custom_plan set jit = off as $$
declare
  v_job public.import_jobs;
  v_options jsonb;
  v_want text;
  v_email_provider text;
  v_phone_provider text;
  v_wants_email boolean;
  v_wants_phone boolean;
  v_possible boolean;
  v_elsewhere jsonb;
  v_repeats int := 0;
  v_hit uuid[] := '{}';
  v_suppressed int;
  v_failed int;
begin
  perform private.lock_workspaces(array[p_workspace]);
  perform private.lock_imports(p_workspace);
  v_job := private.job_for(p_workspace, p_job, array['draft']);
  v_options := v_job.options || coalesce(nullif(p_options, 'null'), '{}');
  v_want := coalesce(v_options ->> 'want', 'email');
  v_email_provider := v_options -> 'order' ->> 0;
  v_phone_provider := v_options -> 'phone_order' ->> 0;
  v_wants_email := v_want in ('email', 'both');
  -- Nobody to ask for phones: with e-mail wanted too, the phone is simply left out.
  v_wants_phone := v_want = 'phone' or (v_want = 'both' and v_phone_provider is not null);

  -- Keys that point elsewhere: usually none. One look-up a key: joined freely, all keys of the workspace would be read.
  select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'row_number', c.row_number, 'key', k, 'owner', o.id, 'owns', o.owns)), '[]')
  into v_elsewhere
  from public.contacts c
  cross join lateral unnest(c.keys) k
  left join lateral (
    select ck.contact_id from public.contact_keys ck where ck.workspace_id = p_workspace and ck.key = k limit 1) ck on true
  left join lateral (
    select x.id, x.job_id <> p_job and private.owns_keys(x.status, x.result, false) as owns
    from public.contacts x where x.id = ck.contact_id limit 1) o on true
  where c.job_id = p_job and c.status = 'draft' and ck.contact_id is distinct from c.id;
  if jsonb_array_length(v_elsewhere) > 0 then
    v_repeats := private.turn_duplicates(p_workspace, p_job, v_elsewhere);
  end if;

  if exists (select 1 from public.suppressions where workspace_id is null or workspace_id = p_workspace) then
    v_hit := array(select c.id from public.contacts c
      where c.job_id = p_job and c.status = 'draft' and private.is_suppressed(p_workspace, c.keys));
  end if;
  v_possible := (v_wants_email and v_email_provider is not null) or (v_wants_phone and v_phone_provider is not null);
  update public.contacts c set
    status = case when v_possible then 'pending' else 'done' end,
    result = case when v_possible then null else 'failed' end,
    reason = case when v_possible then null else 'providers_unavailable' end,
    finished_at = case when v_possible then null else now() end,
    email_done = not v_wants_email or v_email_provider is null,
    phone_done = not v_wants_phone or v_phone_provider is null,
    email_result = case when v_wants_email and v_email_provider is null then 'failed' end,
    email_reason = case when v_wants_email and v_email_provider is null then 'providers_unavailable' end,
    phone_result = case when v_wants_phone and v_phone_provider is null then 'failed' end,
    phone_reason = case when v_wants_phone and v_phone_provider is null then 'providers_unavailable' end,
    updated_at = now()
  where c.job_id = p_job and c.status = 'draft' and not c.id = any (v_hit);
  update public.contacts c set status = 'done', result = 'suppressed', reason = 'opted_out', finished_at = now(),
    email_done = true, phone_done = true, updated_at = now()
  where c.id = any (v_hit);

  insert into public.tasks (workspace_id, job_id, contact_id, channel, provider)
  select p_workspace, p_job, c.id, w.channel, w.provider
  from public.contacts c
  cross join (values ('email', v_email_provider, v_wants_email), ('phone', v_phone_provider, v_wants_phone)) w (channel, provider, wanted)
  where c.job_id = p_job and c.status = 'pending' and w.wanted and w.provider is not null
  order by c.row_number, w.channel;

  select count(*) filter (where result = 'suppressed'), count(*) filter (where result = 'failed')
  into v_suppressed, v_failed from public.contacts where job_id = p_job and status = 'done';
  update public.import_jobs set
    options = v_options,
    contact_count = contact_count - v_repeats,
    duplicate_count = duplicate_count + v_repeats,
    done_count = v_suppressed + v_failed,
    suppressed_count = v_suppressed,
    failed_count = v_failed,
    status = case when v_suppressed + v_failed >= contact_count - v_repeats then 'completed' else 'running' end,
    started_at = now(),
    finished_at = case when v_suppressed + v_failed >= contact_count - v_repeats then now() end,
    updated_at = now()
  where id = p_job returning * into v_job;
  perform private.audit(p_workspace, p_actor, 'import_start', p_job::text);
  return to_jsonb(v_job);
end $$;
comment on function public.import_start(uuid, uuid, uuid, jsonb) is
  'draft → running (or completed when there is nobody to ask for). Options given here override the draft''s.';
grant execute on function public.import_start(uuid, uuid, uuid, jsonb) to service_role;

create function public.job_pause(p_workspace uuid, p_job uuid, p_actor uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_job public.import_jobs;
begin
  perform private.lock_workspaces(array[p_workspace]);
  perform private.job_for(p_workspace, p_job, array['running', 'waiting']);
  update public.tasks set status = 'paused', updated_at = now() where job_id = p_job and status = 'ready';
  update public.import_jobs set status = 'paused', waiting_reason = null, waiting_hold_milli = null, updated_at = now()
  where id = p_job returning * into v_job;
  perform private.audit(p_workspace, p_actor, 'job_pause', p_job::text);
  return to_jsonb(v_job);
end $$;
comment on function public.job_pause(uuid, uuid, uuid) is 'running, waiting → paused. Asks in flight are settled, nothing new starts.';
grant execute on function public.job_pause(uuid, uuid, uuid) to service_role;

create function public.job_resume(p_workspace uuid, p_job uuid, p_actor uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_job public.import_jobs;
begin
  perform private.lock_workspaces(array[p_workspace]);
  perform private.job_for(p_workspace, p_job, array['paused', 'waiting']);
  update public.tasks set status = 'ready', updated_at = now() where job_id = p_job and status = 'paused';
  update public.import_jobs set status = 'running', waiting_reason = null, waiting_hold_milli = null, updated_at = now()
  where id = p_job returning * into v_job;
  perform private.audit(p_workspace, p_actor, 'job_resume', p_job::text);
  return to_jsonb(v_job);
end $$;
comment on function public.job_resume(uuid, uuid, uuid) is 'paused, waiting → running.';
grant execute on function public.job_resume(uuid, uuid, uuid) to service_role;

-- Who was found in one channel already keeps that and pays for it; everybody else costs nothing.
create function public.job_cancel(p_workspace uuid, p_job uuid, p_actor uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_job public.import_jobs;
  v_done jsonb;
begin
  perform private.lock_workspaces(array[p_workspace]);
  perform private.job_for(p_workspace, p_job, array['running', 'waiting', 'paused']);
  update public.tasks set status = 'dead', updated_at = now() where job_id = p_job and status in ('ready', 'paused');

  with ended as (
    update public.contacts c set
      status = case when s.usable then 'done' else 'cancelled' end,
      result = case when s.usable then 'partial' end,
      reason = 'cancelled',
      email_done = true, phone_done = true,
      credits_milli = case when s.usable then least(c.credits_milli, c.held_credits_milli) else 0 end,
      held_credits_milli = 0,
      held = null,
      finished_at = now(), updated_at = now()
    from (
      select id, held_credits_milli as was_held,
        coalesce(email_result in ('found', 'partial'), false) or coalesce(phone_result in ('found', 'partial'), false) as usable
      from public.contacts where job_id = p_job and status in ('pending', 'working')
    ) s
    where c.id = s.id
    returning c.id, c.status, c.credits_milli, s.was_held, c.email, c.phone
  ), counted as (
    update public.import_jobs j set
      status = 'cancelled', waiting_reason = null, waiting_hold_milli = null,
      done_count = j.done_count + n.done, partial_count = j.partial_count + n.done,
      email_count = j.email_count + n.emails, phone_count = j.phone_count + n.phones,
      credits_milli = j.credits_milli + n.credits,
      finished_at = now(), updated_at = now()
    from (
      select count(*) filter (where status = 'done') as done,
        count(*) filter (where status = 'done' and email is not null) as emails,
        count(*) filter (where status = 'done' and phone is not null) as phones,
        coalesce(sum(credits_milli), 0) as credits
      from ended
    ) n
    where j.id = p_job
    returning 1
  )
  select coalesce(jsonb_agg(jsonb_build_object('workspace_id', p_workspace, 'job_id', p_job, 'contact_id', id,
    'credits_milli', credits_milli, 'held_milli', was_held)), '[]')
  into v_done from ended, counted where was_held > 0;

  perform private.credits_close(v_done);
  perform private.audit(p_workspace, p_actor, 'job_cancel', p_job::text);
  select * into v_job from public.import_jobs where id = p_job;
  return to_jsonb(v_job);
end $$;
comment on function public.job_cancel(uuid, uuid, uuid) is
  'running, waiting, paused → cancelled. Holds are released; answers in flight are still recorded.';
grant execute on function public.job_cancel(uuid, uuid, uuid) to service_role;
