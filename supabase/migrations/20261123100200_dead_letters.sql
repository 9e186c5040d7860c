-- Dead letters: contacts that nothing could be done with in several tries. Their job ends without them; they wait here with
-- the reason until somebody sends them again.

-- Handlings of a task in a row that ended in an error of our own or in the death of the worker.
alter table public.tasks add column failures int not null default 0;
-- Leases in a row that ran out: somebody in this batch may be what kills workers.
alter table public.provider_batches add column takeovers int not null default 0;
-- How often the contact was sent again: part of the keys of its holds, which are used once each.
alter table public.contacts add column redrives int not null default 0;

create table public.dead_letters (
  id bigint generated always as identity primary key,
  workspace_id uuid not null,
  job_id uuid not null,
  contact_id uuid not null references public.contacts (id) on delete cascade,
  task_id bigint not null,
  provider text not null,
  channel text not null check (channel in ('email', 'phone')),
  -- Of the worker, for the operator; never shown to customers.
  reason text not null,
  tries int not null,
  -- The best answer that was held, given back when the contact is sent again.
  held jsonb,
  created_at timestamptz not null default now(),
  redriven_at timestamptz,
  redriven_by uuid
);
comment on table public.dead_letters is 'Contacts that were given up, with the reason, until they are sent again.';
create index dead_letters_open on public.dead_letters (id) where redriven_at is null;
create index dead_letters_contact on public.dead_letters (contact_id);
alter table public.dead_letters enable row level security;
grant select on public.dead_letters to service_role;

-- How often one task is tried before it is given up.
create function private.failures_allowed() returns int
language sql immutable set search_path = '' as $$ select 3 $$;

-- Tasks of a batch that could not be handled: [{task_id, reason}]. Below the limit they stay in the batch, whose lease ends
-- after p_delay_ms, so that what was bought is tried again and not bought again. At the limit the contact ends as failed
-- and a dead letter is written.
create function public.worker_fail(p_batch uuid, p_fence bigint, p_items jsonb, p_delay_ms int) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_dead bigint[];
  v_items jsonb;
begin
  if not private.batch_for(p_batch, p_fence) then
    return jsonb_build_object('dead', '[]'::jsonb, 'ignored', true);
  end if;
  with failed as (
    update public.tasks t set failures = t.failures + 1, updated_at = now()
    from (select distinct on ((i ->> 'task_id')::bigint) (i ->> 'task_id')::bigint as task_id, left(i ->> 'reason', 1000) as reason
      from jsonb_array_elements(p_items) i order by 1) i
    where t.id = i.task_id and t.batch_id = p_batch and t.status = 'leased'
    returning t.*, i.reason
  ), dead as (
    insert into public.dead_letters (workspace_id, job_id, contact_id, task_id, provider, channel, reason, tries, held)
    select f.workspace_id, f.job_id, f.contact_id, f.id, f.provider, f.channel, coalesce(f.reason, 'unknown'), f.failures, c.held
    from failed f join public.contacts c on c.id = f.contact_id
    where f.failures >= private.failures_allowed()
    returning task_id, held
  )
  select array_agg(task_id), jsonb_agg(jsonb_build_object('task_id', task_id, 'ask', null, 'held', null, 'suppress', false,
    'step', jsonb_build_object('do', 'finish', 'result', case when held is null then 'failed' else 'partial' end,
      'reason', 'gave_up', 'email', held, 'phone', null, 'credits_milli', 0)))
  into v_dead, v_items from dead;
  if v_items is not null then
    perform public.worker_settle(p_batch, p_fence, v_items, null);
  end if;
  if p_delay_ms is not null then
    update public.provider_batches set leased_until = clock_timestamp() + p_delay_ms * interval '1 millisecond', worker = null
    where id = p_batch and fence = p_fence and state in ('intent', 'submitted', 'answered');
  end if;
  return jsonb_build_object('dead', to_jsonb(coalesce(v_dead, '{}')), 'ignored', false);
end $$;
comment on function public.worker_fail(uuid, bigint, jsonb, int) is
  'Tasks that could not be handled are kept for another try or, at the third, given up as dead letters. With p_delay_ms the batch waits that long for its next worker; null keeps the lease.';
grant execute on function public.worker_fail(uuid, bigint, jsonb, int) to service_role;

-- The contact is as it was before its last ask; its job runs again. What it was charged for another channel is given back
-- and charged again at its end, so that there is one charge in force for each contact.
create function public.dead_letter_redrive(p_ids bigint[], p_actor uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_ids bigint[];
  v_refunds jsonb;
begin
  perform private.lock_workspaces(array(select distinct workspace_id from public.dead_letters where id = any (p_ids)));
  select array_agg(d.id) into v_ids
  from public.dead_letters d
  join public.contacts c on c.id = d.contact_id and c.status = 'done' and c.result <> 'suppressed'
  join public.import_jobs j on j.id = d.job_id and j.status in ('running', 'waiting', 'paused', 'completed')
  where d.id = any (p_ids) and d.redriven_at is null;
  if v_ids is null then
    return jsonb_build_object('redriven', 0, 'skipped', cardinality(p_ids));
  end if;

  select jsonb_agg(jsonb_build_object('workspace_id', l.workspace_id, 'contact_id', l.contact_id, 'job_id', l.job_id,
    'amount_milli', l.amount_milli, 'key', 'redrive:' || l.transfer_id::text, 'reverses', l.transfer_id, 'note', 'Sent again'))
  into v_refunds
  from public.credit_logs l
  where l.kind = 'capture' and l.amount_milli > 0
    and l.contact_id in (select contact_id from public.dead_letters where id = any (v_ids))
    and not exists (select 1 from public.credit_logs r where r.reverses = l.transfer_id and r.workspace_id = l.workspace_id);
  if v_refunds is not null then
    perform private.credits_move('refund', v_refunds);
  end if;

  with people as (
    select c.id, c.job_id, c.result, c.email, c.phone, c.credits_milli, bool_or(d.channel = 'email') as email_again,
      bool_or(d.channel = 'phone') as phone_again, max(d.held::text)::jsonb as held
    from public.dead_letters d join public.contacts c on c.id = d.contact_id where d.id = any (v_ids)
    group by c.id
  ), lines as (
    update public.tasks t set status = case when j.status = 'paused' then 'paused' else 'ready' end, failures = 0, attempt = 0,
      run_at = clock_timestamp(), batch_id = null, updated_at = now()
    from public.dead_letters d, public.import_jobs j
    where d.id = any (v_ids) and t.id = d.task_id and j.id = d.job_id
    returning 1
  ), opened as (
    update public.contacts c set status = 'pending', result = null, reason = null, finished_at = null, redrives = c.redrives + 1,
      held = p.held, updated_at = now(),
      email_done = c.email_done and not p.email_again, phone_done = c.phone_done and not p.phone_again,
      email_result = case when p.email_again then null else c.email_result end,
      email_reason = case when p.email_again then null else c.email_reason end,
      phone_result = case when p.phone_again then null else c.phone_result end,
      phone_reason = case when p.phone_again then null else c.phone_reason end,
      email = case when p.email_again then null else c.email end,
      email_status = case when p.email_again then null else c.email_status end,
      email_confidence = case when p.email_again then null else c.email_confidence end,
      email_source = case when p.email_again then null else c.email_source end,
      email_verdict = case when p.email_again then null else c.email_verdict end
    from people p where c.id = p.id
    returning 1
  )
  update public.import_jobs j set
    done_count = j.done_count - n.done, found_count = j.found_count - n.found, partial_count = j.partial_count - n.partial,
    not_found_count = j.not_found_count - n.not_found, failed_count = j.failed_count - n.failed,
    email_count = j.email_count - n.emails, phone_count = j.phone_count - n.phones, credits_milli = j.credits_milli - n.credits,
    status = case when j.status = 'completed' then 'running' else j.status end, finished_at = null, updated_at = now()
  from (
    select job_id, count(*) as done, count(*) filter (where result = 'found') as found,
      count(*) filter (where result = 'partial') as partial, count(*) filter (where result = 'not_found') as not_found,
      count(*) filter (where result = 'failed') as failed, count(email) as emails, count(phone) as phones,
      sum(credits_milli) as credits
    from people group by job_id
  ) n, (select count(*) from lines) l, (select count(*) from opened) o
  where j.id = n.job_id;
  update public.dead_letters set redriven_at = now(), redriven_by = p_actor where id = any (v_ids);
  perform private.audit(w.workspace_id, p_actor, 'dead_letter_redrive', null, jsonb_build_object('ids', w.ids))
  from (select workspace_id, jsonb_agg(id order by id) as ids from public.dead_letters where id = any (v_ids) group by workspace_id) w;
  return jsonb_build_object('redriven', cardinality(v_ids), 'skipped', cardinality(p_ids) - cardinality(v_ids));
end $$;
comment on function public.dead_letter_redrive(bigint[], uuid) is
  'Sends given-up contacts again where they stopped. Skips those whose job was cancelled, who opted out, or who were sent again before.';
grant execute on function public.dead_letter_redrive(bigint[], uuid) to service_role;

-- One hold, one capture and one release for each time a contact is sent: their keys carry the number of the sending.
create function private.hold_key(p_kind text, p_contact uuid, p_redrives int) returns text
language sql immutable set search_path = '' as $$
  select p_kind || ':' || p_contact::text || case when p_redrives > 0 then ':' || p_redrives else '' end
$$;

create or replace function private.credits_close(p_rows jsonb) returns void
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
    jsonb_agg(r || jsonb_build_object('amount_milli', r -> 'credits_milli', 'key', private.hold_key('capture', c.id, c.redrives)))
      filter (where (r ->> 'credits_milli')::bigint > 0),
    jsonb_agg(r || jsonb_build_object('amount_milli', (r ->> 'held_milli')::bigint - (r ->> 'credits_milli')::bigint,
      'key', private.hold_key('release', c.id, c.redrives))) filter (where (r ->> 'held_milli')::bigint > (r ->> 'credits_milli')::bigint),
    array_agg(distinct (r ->> 'workspace_id')::uuid) filter (where (r ->> 'held_milli')::bigint > (r ->> 'credits_milli')::bigint)
  into v_capture, v_release, v_workspaces
  from jsonb_array_elements(p_rows) r join public.contacts c on c.id = (r ->> 'contact_id')::uuid;
  if v_capture is not null then
    perform private.credits_move('capture', v_capture);
  end if;
  if v_release is not null then
    perform private.credits_move('release', v_release);
    perform private.wake_waiting(w) from unnest(v_workspaces) w;
  end if;
end $$;

-- What an operator looks at: lines, limits, breakers, leases, dead letters, workers. Counted afresh: not for every second.
create function public.admin_queue() returns jsonb
language sql stable security definer set search_path = '' set jit = off as $$
  select jsonb_build_object(
    'as_of', clock_timestamp(),
    'lanes', (
      select coalesce(jsonb_agg(to_jsonb(l) order by l.provider, l.channel), '[]') from (
        select provider, channel,
          count(*) filter (where status = 'ready' and run_at <= now()) as ready,
          count(*) filter (where status = 'ready' and run_at > now()) as "later",
          count(*) filter (where status = 'leased') as leased,
          count(*) filter (where status = 'paused') as paused,
          min(run_at) filter (where status = 'ready' and run_at <= now()) as oldest_ready_at
        from public.tasks where status in ('ready', 'leased', 'paused') group by provider, channel) l),
    'limits', (
      select coalesce(jsonb_agg(jsonb_build_object('provider', split_part(b.bucket, ':', 1), 'key_id', split_part(b.bucket, ':', 2),
        'route', split_part(b.bucket, ':', 3), 'capacity', floor(b.capacity), 'per_ms', b.per_ms, 'used', u.used)
        order by b.bucket, b.window_index), '[]')
      from public.rate_buckets b
      cross join lateral (select coalesce(sum(g.n), 0) as used from unnest(b.granted_at, b.granted) g (at, n)
        where g.at > clock_timestamp() - b.per_ms * interval '1 millisecond') u
      where b.bucket ~ '^[a-z0-9_]+:[0-9a-f]{12}:' and b.updated_at > now() - interval '1 day'),
    'breakers', (select coalesce(jsonb_agg(to_jsonb(s) order by s.provider, s.key_id), '[]') from public.provider_states s),
    'leases', (
      select coalesce(jsonb_agg(to_jsonb(l) order by l.created_at), '[]') from (
        select b.id as batch_id, b.provider, b.channel, b.state, b.worker, b.fence, b.takeovers, b.leased_until, b.poll_at,
          b.deadline_at, b.created_at, (select count(*) from public.tasks t where t.batch_id = b.id and t.status = 'leased') as contacts
        from public.provider_batches b where b.state in ('intent', 'submitted', 'answered') order by b.created_at limit 200) l),
    'dead_letters', jsonb_build_object(
      'count', (select count(*) from public.dead_letters where redriven_at is null),
      'items', (
        select coalesce(jsonb_agg(to_jsonb(d) order by d.id desc), '[]') from (
          select id, workspace_id, job_id, contact_id, provider, channel, reason, tries, created_at
          from public.dead_letters where redriven_at is null order by id desc limit 100) d)),
    'workers', (
      select coalesce(jsonb_agg(jsonb_build_object('worker', worker, 'seen_at', seen_at) order by seen_at desc), '[]')
      from public.worker_heartbeats where seen_at > now() - interval '10 minutes'),
    'oldest_waiting', (
      select jsonb_build_object('contact_id', c.id, 'job_id', c.job_id, 'workspace_id', c.workspace_id, 'provider', t.provider,
        'channel', t.channel, 'since', coalesce(c.started_at, t.created_at))
      from public.tasks t join public.contacts c on c.id = t.contact_id
      where t.status in ('ready', 'leased') order by coalesce(c.started_at, t.created_at), t.id limit 1))
$$;
comment on function public.admin_queue() is
  'The queue for operators: {as_of, lanes, limits, breakers, leases (200 oldest), dead_letters {count, items (100 newest)}, workers, oldest_waiting}.';
grant execute on function public.admin_queue() to service_role;

create function public.worker_reclaim(p_worker text, p_provider text, p_channel text, p_limit int, p_lease_ms int) returns json
language plpgsql security definer set search_path = ''
  set jit = off set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  v_result json;
begin
  with due as (
    select id from public.provider_batches
    where provider = p_provider and channel = p_channel and state in ('intent', 'submitted', 'answered')
      and coalesce(leased_until, poll_at) <= clock_timestamp()
    order by coalesce(leased_until, poll_at) limit greatest(p_limit, 0)
    for update skip locked
  ), taken as (
    update public.provider_batches b set worker = p_worker, fence = b.fence + 1, attempt = b.attempt + 1,
      -- A lease that ran out, not a poll that fell due.
      takeovers = case when b.leased_until is null then 0 else b.takeovers + 1 end,
      leased_until = clock_timestamp() + p_lease_ms * interval '1 millisecond'
    from due where b.id = due.id
    returning b.*
  )
  select json_agg(json_build_object('batch_id', b.id, 'fence', b.fence, 'state', b.state, 'key_id', b.key_id,
    'external_id', b.external_id, 'submitted_at', b.submitted_at, 'deadline_at', b.deadline_at, 'attempt', b.attempt,
    'takeovers', b.takeovers, 'answers', b.answers,
    'tasks', private.tasks_json(array(select t.id from public.tasks t where t.batch_id = b.id and t.status = 'leased' order by t.id)))
    order by b.created_at)
  into v_result from taken b;
  return coalesce(v_result, '[]'::json);
end $$;
comment on function public.worker_reclaim(text, text, text, int, int) is
  'Batches whose poll is due, or whose worker is gone: takes a new lease with the next fence.';
grant execute on function public.worker_reclaim(text, text, text, int, int) to service_role;
