-- Worker: claim a page of contacts for one provider, note each step of the call, settle the answers in one transaction.
--
-- These functions look up a few hundred rows by key in tables that may hold millions or have no statistics yet. Left to
-- itself the planner then reads whole tables or sorts whole lines: their time would grow with the number of waiting tasks
-- (measured: 140 ms instead of 40 at 20,000). So they say that keys are to be looked up (set enable_… = off) and that
-- nothing is worth compiling (jit).

-- Tasks as the worker sees them. Always by id: answers of a provider may be matched by their place, after a crash too.
create function private.tasks_json(p_ids bigint[]) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'task_id', t.id, 'channel', t.channel, 'attempt', t.attempt, 'run_at', t.run_at, 'over_budget', t.over_budget,
    'contact', jsonb_build_object('id', c.id, 'first_name', c.first_name, 'last_name', c.last_name, 'full_name', c.full_name,
      'company', c.company, 'domain', c.domain, 'title', c.title, 'location', c.location, 'country', c.country,
      'linkedin_url', c.linkedin_url, 'given_email', c.given_email, 'given_phone', c.given_phone),
    'job', jsonb_build_object('id', t.job_id, 'workspace_id', t.workspace_id, 'options', j.options),
    'held', c.held,
    'waiting_since', c.started_at,
    'asked', coalesce(a.asked, '[]')) order by t.id), '[]')
  from public.tasks t
  join public.contacts c on c.id = t.contact_id
  join public.import_jobs j on j.id = t.job_id
  left join lateral (
    select jsonb_agg(jsonb_build_object('provider', r.provider, 'channel', r.channel, 'outcome', r.outcome, 'label', r.label,
      'email', r.email, 'confidence', r.confidence) order by r.id) as asked
    from public.enrichment_results r where r.contact_id = t.contact_id
  ) a on true
  where t.id = any (p_ids)
$$;

-- What to claim, without locking it. Workspaces are found by jumping through the claim index, so their number counts and
-- the number of tasks does not; with more than 200 of them the walk starts at a random one. Each gives an even share;
-- what the small ones leave goes to the large ones in further rounds.
create function private.claim_candidates(p_provider text, p_channel text, p_limit int, p_workspace uuid) returns bigint[]
language plpgsql volatile set search_path = '' set jit = off
  -- Sorting must never look cheaper than walking the claim index in its order.
  set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off as $$
declare
  v_workspaces uuid[];
  v_start uuid := gen_random_uuid();
  v_share int;
  v_ids bigint[];
  v_full int;
begin
  if p_workspace is not null then
    v_workspaces := array[p_workspace];
  else
    with recursive after_start as (
      (select workspace_id from public.tasks
        where provider = p_provider and channel = p_channel and status = 'ready' and workspace_id >= v_start
        order by workspace_id limit 1)
      union all
      select (select t.workspace_id from public.tasks t
        where t.provider = p_provider and t.channel = p_channel and t.status = 'ready' and t.workspace_id > w.workspace_id
        order by t.workspace_id limit 1)
      from after_start w where w.workspace_id is not null
    ), before_start as (
      (select workspace_id from public.tasks
        where provider = p_provider and channel = p_channel and status = 'ready' and workspace_id < v_start
        order by workspace_id limit 1)
      union all
      select (select t.workspace_id from public.tasks t
        where t.provider = p_provider and t.channel = p_channel and t.status = 'ready' and t.workspace_id > w.workspace_id
          and t.workspace_id < v_start
        order by t.workspace_id limit 1)
      from before_start w where w.workspace_id is not null
    )
    select array_agg(workspace_id) into v_workspaces from (
      select workspace_id from (
        (select 1 as part, workspace_id from after_start where workspace_id is not null limit 200)
        union all
        (select 2, workspace_id from before_start where workspace_id is not null limit 200)
      ) w order by part, workspace_id limit 200
    ) w;
  end if;
  if v_workspaces is null then
    return '{}';
  end if;

  v_share := ceil(p_limit::numeric / cardinality(v_workspaces));
  for round in 1..4 loop
    -- Rank before age: the first of each workspace comes before the second of any, however old. Equals by lot.
    select array_agg(id order by rank, lot), count(*) filter (where rank = v_share)
    into v_ids, v_full
    from (
      select t.id, t.rank, random() as lot
      from unnest(v_workspaces) w (id)
      cross join lateral (
        select x.id, row_number() over (order by x.run_at, x.id) as rank from (
          select id, run_at from public.tasks
          where provider = p_provider and channel = p_channel and workspace_id = w.id and status = 'ready' and run_at <= now()
          order by run_at, id limit v_share
        ) x
      ) t
    ) c;
    exit when cardinality(v_ids) >= p_limit or coalesce(v_full, 0) = 0;
    v_share := v_share + ceil((p_limit - cardinality(v_ids))::numeric / v_full);
  end loop;
  return coalesce(v_ids[1:p_limit], '{}');
end $$;

create function public.worker_claim(p_worker text, p_provider text, p_channel text, p_key_id text, p_limit int, p_lease_ms int,
  p_ask_cost_micros bigint, p_hold_milli bigint) returns jsonb
language plpgsql security definer set search_path = ''
  set jit = off set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  v_candidates bigint[];
  v_workspaces uuid[];
  v_ids bigint[];
  v_suppressed uuid[];
  v_holds jsonb;
  v_paid uuid[];
  v_unpaid uuid[];
  v_left_out bigint[];
  v_batch uuid;
begin
  if p_limit is null or p_limit < 1 then
    return null;
  end if;
  v_candidates := private.claim_candidates(p_provider, p_channel, p_limit, null);
  if cardinality(v_candidates) = 0 then
    return null;
  end if;
  -- Workspaces that another worker is busy with are left to it. Only when all are busy we wait, for one of them.
  select array_agg(id) into v_workspaces from (
    select id from public.workspaces
    where id in (select workspace_id from public.tasks where id = any (v_candidates))
    order by id for no key update skip locked) w;
  if v_workspaces is null then
    v_workspaces := array(select workspace_id from public.tasks where id = any (v_candidates) order by random() limit 1);
    perform private.lock_workspaces(v_workspaces);
    v_candidates := private.claim_candidates(p_provider, p_channel, p_limit, v_workspaces[1]);
  end if;

  select array_agg(id order by id) into v_ids from (
    -- "is true" keeps the planner from reading the whole line by its index instead of these few by their id.
    select t.id from public.tasks t
    where t.id = any (v_candidates)
      and (t.status = 'ready' and t.provider = p_provider and t.channel = p_channel and t.workspace_id = any (v_workspaces)) is true
    for update skip locked) l;
  if v_ids is null then
    return null;
  end if;

  -- People who are suppressed by now are finished here and never sent.
  select array_agg(distinct c.id), array_agg(t.id) into v_suppressed, v_left_out
  from public.tasks t join public.contacts c on c.id = t.contact_id
  where t.id = any (v_ids) and exists (
    select 1 from public.suppressions s
    where s.key = any (c.keys) and (s.workspace_id is null or s.workspace_id = c.workspace_id));
  if v_suppressed is not null then
    v_ids := array(select unnest(v_ids) except select unnest(v_left_out));
    perform private.suppress_contacts(v_suppressed);
  end if;

  -- The first claim of a contact holds what it may be charged: as many as the balance covers, first come first served.
  -- What a job wants decides its price; p_hold_milli stands in where a job does not say.
  if p_hold_milli > 0 then
    select
      jsonb_agg(jsonb_build_object('workspace_id', a.workspace_id, 'contact_id', a.contact_id, 'job_id', a.job_id,
        'amount_milli', a.milli, 'key', 'hold:' || a.contact_id::text) order by a.id) filter (where a.paid),
      array_agg(a.contact_id) filter (where a.paid),
      array_agg(distinct a.job_id) filter (where not a.paid),
      array_agg(a.id) filter (where not a.paid)
    into v_holds, v_paid, v_unpaid, v_left_out
    from (
      select t.id, t.contact_id, t.job_id, t.workspace_id, p.milli, b.balance_milli >=
        sum(p.milli) over (partition by t.workspace_id order by t.id rows unbounded preceding) as paid
      from public.tasks t
      join public.contacts c on c.id = t.contact_id
      join public.import_jobs j on j.id = t.job_id
      join public.credit_accounts b on b.workspace_id = t.workspace_id and b.kind = 'available'
      cross join lateral (select coalesce((j.options ->> 'hold_milli')::numeric::bigint, p_hold_milli) as milli) p
      where t.id = any (v_ids) and c.held_credits_milli = 0 and p.milli > 0
    ) a;
    if v_holds is not null then
      perform private.credits_move('hold', v_holds);
    end if;
    if v_unpaid is not null then
      v_ids := array(select unnest(v_ids) except select unnest(v_left_out));
      perform private.park_unpaid(v_unpaid, p_hold_milli, v_paid);
    end if;
  end if;
  if cardinality(v_ids) = 0 then
    return null;
  end if;

  insert into public.provider_batches (provider, channel, key_id, worker, leased_until)
  values (p_provider, p_channel, p_key_id, p_worker, clock_timestamp() + p_lease_ms * interval '1 millisecond')
  returning id into v_batch;

  with chosen as (
    select t.id, t.contact_id, t.job_id,
      (j.options ->> 'max_cost_micros') is not null
        and j.cost_micros + j.reserved_micros + p_ask_cost_micros * row_number() over (partition by t.job_id order by t.id)
          > (j.options ->> 'max_cost_micros')::bigint as over_budget
    from public.tasks t join public.import_jobs j on j.id = t.job_id
    where t.id = any (v_ids)
  ), leased as (
    update public.tasks t set status = 'leased', batch_id = v_batch, over_budget = c.over_budget,
      reserved_micros = case when c.over_budget then 0 else p_ask_cost_micros end, updated_at = now()
    from chosen c where t.id = c.id
    returning t.job_id, t.contact_id, t.reserved_micros
  ), working as (
    update public.contacts c set status = 'working', started_at = coalesce(c.started_at, now()), updated_at = now(),
      held_credits_milli = case when c.held_credits_milli = 0 and p_hold_milli > 0
        then greatest(coalesce((j.options ->> 'hold_milli')::numeric::bigint, p_hold_milli), 0) else c.held_credits_milli end
    from leased l, public.import_jobs j where c.id = l.contact_id and j.id = l.job_id
    returning 1
  )
  update public.import_jobs j set reserved_micros = j.reserved_micros + r.total, updated_at = now()
  from (select job_id, sum(reserved_micros) as total from leased group by job_id) r, (select count(*) from working) w
  where j.id = r.job_id and r.total > 0;

  return jsonb_build_object('batch_id', v_batch, 'fence', 1, 'state', 'intent', 'tasks', private.tasks_json(v_ids));
end $$;
comment on function public.worker_claim(text, text, text, text, int, int, bigint, bigint) is
  'Leases up to p_limit contacts waiting at a provider, fairly between workspaces, with their credit holds. Null: nothing to do.';
grant execute on function public.worker_claim(text, text, text, text, int, int, bigint, bigint) to service_role;

-- The balance does not cover these jobs: whoever has not started yet is parked; who has, is paid for and goes on.
create function private.park_unpaid(p_jobs uuid[], p_hold_milli bigint, p_paid uuid[]) returns void
language plpgsql set search_path = '' as $$
begin
  update public.tasks t set status = 'paused', updated_at = now()
  from public.contacts c
  where t.job_id = any (p_jobs) and t.status = 'ready' and c.id = t.contact_id and c.held_credits_milli = 0
    and not c.id = any (coalesce(p_paid, '{}'));
  update public.import_jobs set status = 'waiting', waiting_reason = 'credits_exhausted',
    waiting_hold_milli = coalesce((options ->> 'hold_milli')::numeric::bigint, p_hold_milli), updated_at = now()
  where id = any (p_jobs) and status in ('running', 'waiting');
end $$;

-- Ends contacts as suppressed: whatever was found is dropped, nothing is charged. Asks in flight are only recorded.
create function private.suppress_contacts(p_contacts uuid[]) returns void
language plpgsql set search_path = '' as $$
declare
  v_closed jsonb;
begin
  update public.tasks set status = 'dead', updated_at = now()
  where contact_id = any (p_contacts) and status in ('ready', 'paused');
  with ended as (
    update public.contacts c set status = 'done', result = 'suppressed', reason = 'opted_out', email_done = true, phone_done = true,
      email = null, email_status = null, email_confidence = null, email_source = null, email_verdict = null,
      phone = null, phone_type = null, phone_status = null, phone_source = null, held = null,
      credits_milli = 0, held_credits_milli = 0, finished_at = now(), updated_at = now()
    from (select id, held_credits_milli as was_held from public.contacts where id = any (p_contacts) and status in ('pending', 'working')) b
    where c.id = b.id
    returning c.id, c.workspace_id, c.job_id, b.was_held
  ), counted as (
    update public.import_jobs j set done_count = j.done_count + n.done, suppressed_count = j.suppressed_count + n.done,
      status = case when j.status in ('running', 'waiting', 'paused') and j.done_count + n.done >= j.contact_count then 'completed' else j.status end,
      finished_at = case when j.status in ('running', 'waiting', 'paused') and j.done_count + n.done >= j.contact_count then now() else j.finished_at end,
      updated_at = now()
    from (select job_id, count(*) as done from ended group by job_id) n
    where j.id = n.job_id
    returning 1
  )
  select coalesce(jsonb_agg(jsonb_build_object('workspace_id', workspace_id, 'job_id', job_id, 'contact_id', id,
    'credits_milli', 0, 'held_milli', was_held)), '[]')
  into v_closed from ended, (select count(*) from counted) c where was_held > 0;
  perform private.credits_close(v_closed);
end $$;

create function public.worker_submitted(p_batch uuid, p_fence bigint, p_external_id text, p_poll_ms int, p_deadline_ms int) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  -- The lease ends here: from now on any worker may ask for the result, when it is due.
  update public.provider_batches set state = 'submitted', external_id = p_external_id, submitted_at = clock_timestamp(),
    poll_at = clock_timestamp() + p_poll_ms * interval '1 millisecond',
    deadline_at = clock_timestamp() + p_deadline_ms * interval '1 millisecond',
    leased_until = null, worker = null
  where id = p_batch and fence = p_fence and state in ('intent', 'submitted');
  return found;
end $$;
comment on function public.worker_submitted(uuid, bigint, text, int, int) is
  'The provider took the job: keeps its id and gives the lease back until the poll is due. False: somebody else has the batch.';
grant execute on function public.worker_submitted(uuid, bigint, text, int, int) to service_role;

create function public.worker_answered(p_batch uuid, p_fence bigint, p_answers jsonb) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  update public.provider_batches set state = 'answered', answers = p_answers
  where id = p_batch and fence = p_fence and state in ('intent', 'submitted', 'answered');
  return found;
end $$;
comment on function public.worker_answered(uuid, bigint, jsonb) is
  'Keeps the answers before they are worked on, so that a crash buys nothing again. False: somebody else has the batch.';
grant execute on function public.worker_answered(uuid, bigint, jsonb) to service_role;

create function public.worker_reclaim(p_worker text, p_provider text, p_channel text, p_limit int, p_lease_ms int) returns jsonb
language plpgsql security definer set search_path = ''
  set jit = off set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  v_result jsonb;
begin
  with due as (
    select id from public.provider_batches
    where provider = p_provider and channel = p_channel and state in ('intent', 'submitted', 'answered')
      and coalesce(leased_until, poll_at) <= clock_timestamp()
    order by coalesce(leased_until, poll_at) limit greatest(p_limit, 0)
    for update skip locked
  ), taken as (
    update public.provider_batches b set worker = p_worker, fence = b.fence + 1, attempt = b.attempt + 1,
      leased_until = clock_timestamp() + p_lease_ms * interval '1 millisecond'
    from due where b.id = due.id
    returning b.*
  )
  select jsonb_agg(jsonb_build_object('batch_id', b.id, 'fence', b.fence, 'state', b.state, 'key_id', b.key_id,
    'external_id', b.external_id, 'submitted_at', b.submitted_at, 'deadline_at', b.deadline_at, 'attempt', b.attempt,
    'answers', b.answers,
    'tasks', private.tasks_json(array(select t.id from public.tasks t where t.batch_id = b.id and t.status = 'leased' order by t.id)))
    order by b.created_at)
  into v_result from taken b;
  return coalesce(v_result, '[]');
end $$;
comment on function public.worker_reclaim(text, text, text, int, int) is
  'Batches whose poll is due, or whose worker is gone: takes a new lease with the next fence.';
grant execute on function public.worker_reclaim(text, text, text, int, int) to service_role;

create function public.worker_renew(p_worker text, p_batches uuid[], p_lease_ms int) returns int
language plpgsql security definer set search_path = '' as $$
declare
  v_renewed int;
begin
  update public.provider_batches set leased_until = clock_timestamp() + p_lease_ms * interval '1 millisecond'
  where id = any (p_batches) and worker = p_worker and leased_until is not null and state in ('intent', 'submitted', 'answered');
  get diagnostics v_renewed = row_count;
  return v_renewed;
end $$;
comment on function public.worker_renew(text, uuid[], int) is 'Prolongs the leases a worker still has; returns how many.';
grant execute on function public.worker_renew(text, uuid[], int) to service_role;

-- The lock of every workspace in the batch, then the batch itself if the fence still holds.
create function private.batch_for(p_batch uuid, p_fence bigint) returns boolean
language plpgsql set search_path = '' as $$
begin
  perform private.lock_workspaces(array(select distinct workspace_id from public.tasks where batch_id = p_batch));
  perform 1 from public.provider_batches
  where id = p_batch and fence = p_fence and state in ('intent', 'submitted', 'answered') for update;
  return found;
end $$;

create function public.worker_release(p_batch uuid, p_fence bigint) returns boolean
language plpgsql security definer set search_path = ''
  set jit = off set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
begin
  if not private.batch_for(p_batch, p_fence) then
    return false;
  end if;
  with before as (
    select t.id, t.job_id, t.reserved_micros, j.status as job_status, c.status as contact_status
    from public.tasks t join public.import_jobs j on j.id = t.job_id join public.contacts c on c.id = t.contact_id
    where t.batch_id = p_batch and t.status = 'leased'
  ), freed as (
    update public.tasks t set batch_id = null, reserved_micros = 0, over_budget = false, updated_at = now(),
      status = case when b.contact_status <> 'working' then 'dead' when b.job_status = 'paused' then 'paused' else 'ready' end
    from before b where t.id = b.id
    returning 1
  )
  update public.import_jobs j set reserved_micros = j.reserved_micros - r.total, updated_at = now()
  from (select job_id, sum(reserved_micros) as total from before group by job_id) r, (select count(*) from freed) f
  where j.id = r.job_id and r.total > 0;
  update public.provider_batches set state = 'released', leased_until = null where id = p_batch;
  return true;
end $$;
comment on function public.worker_release(uuid, bigint) is
  'Nothing was sent: the tasks are ready again and the budget is given back. False: somebody else has the batch.';
grant execute on function public.worker_release(uuid, bigint) to service_role;

create function private.settle_items(p_items jsonb)
returns table (task_id bigint, ask jsonb, held jsonb, step jsonb, suppress boolean)
language sql volatile set search_path = '' rows 250 as $$
  select distinct on ((i ->> 'task_id')::bigint) (i ->> 'task_id')::bigint, nullif(i -> 'ask', 'null'), nullif(i -> 'held', 'null'),
    coalesce(nullif(i -> 'step', 'null'), '{}'), coalesce((i ->> 'suppress')::boolean, false)
  from jsonb_array_elements(p_items) i
  order by (i ->> 'task_id')::bigint
$$;

create function public.worker_settle(p_batch uuid, p_fence bigint, p_items jsonb, p_more jsonb) returns jsonb
language plpgsql security definer set search_path = ''
  set jit = off set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  v_settled int;
  v_closed jsonb;
  v_suppressed uuid[];
begin
  if exists (select 1 from jsonb_array_elements(p_items) i
    where coalesce(i -> 'step' ->> 'do', '') not in ('ask', 'retry', 'finish')
      or (i -> 'step' ->> 'do' = 'ask' and coalesce(i -> 'step' ->> 'provider', '') = '')
      or (i -> 'step' ->> 'do' = 'finish' and coalesce(i -> 'step' ->> 'result', '') not in ('found', 'partial', 'not_found', 'suppressed', 'failed'))) then
    perform private.refuse('unprocessable', 'A settled task needs a step: ask a provider, retry, or finish with a result.');
  end if;
  if not private.batch_for(p_batch, p_fence) then
    return jsonb_build_object('settled', 0, 'ignored', jsonb_array_length(p_items));
  end if;

  -- Everything of one page in one statement: each part sees the rows as they were before.
  with mine as materialized (
    select i.*, t.contact_id, t.job_id, t.workspace_id, t.provider, t.channel, t.attempt, t.ask_count, t.reserved_micros,
      j.status as job_status, c.status as contact_status, c.status in ('pending', 'working') as live,
      i.step ->> 'do' = 'finish' as finishes, coalesce((i.ask ->> 'cost_micros')::bigint, 0) as cost_micros,
      nullif(i.step -> 'email', 'null') as new_email, nullif(i.step -> 'phone', 'null') as new_phone
    from private.settle_items(p_items) i
    join public.tasks t on t.id = i.task_id and (t.batch_id = p_batch and t.status = 'leased') is true
    join public.import_jobs j on j.id = t.job_id
    join public.contacts c on c.id = t.contact_id
  ), trail as (
    insert into public.enrichment_results (workspace_id, job_id, contact_id, task_id, ask_number, provider, channel, attempt,
      asked_at, latency_ms, outcome, native_label, label, email, phone, phone_kind, score, confidence, verdict, cost_micros,
      detail, decision)
    select workspace_id, job_id, contact_id, task_id, ask_count, provider, channel, attempt,
      coalesce((ask ->> 'asked_at')::timestamptz, now() - coalesce((ask ->> 'latency_ms')::numeric, 0) * interval '1 millisecond'), (ask ->> 'latency_ms')::numeric::int, ask ->> 'outcome', ask ->> 'native_label',
      ask ->> 'label', ask ->> 'email', ask ->> 'phone', ask ->> 'phone_kind', (ask ->> 'score')::numeric,
      (ask ->> 'confidence')::numeric::int, nullif(ask -> 'verdict', 'null'), cost_micros, left(ask ->> 'detail', 1000),
      jsonb_strip_nulls(jsonb_build_object('do', step -> 'do', 'provider', step -> 'provider', 'reason', step -> 'reason', 'result', step -> 'result'))
    from mine where ask is not null order by task_id
    returning 1
  ), moved as (
    update public.tasks t set
      status = case when m.finishes then 'done' when m.suppress or not m.live or m.job_status = 'cancelled' then 'dead'
        when m.job_status = 'paused' then 'paused' else 'ready' end,
      provider = case when m.step ->> 'do' = 'ask' then m.step ->> 'provider' else t.provider end,
      attempt = case when m.step ->> 'do' = 'ask' then 0
        when m.step ->> 'do' = 'retry' and coalesce((m.step ->> 'count_attempt')::boolean, true) then t.attempt + 1 else t.attempt end,
      ask_count = t.ask_count + case when m.ask is null then 0 else 1 end,
      run_at = clock_timestamp() + coalesce((m.step ->> 'delay_ms')::numeric, 0) * interval '1 millisecond',
      batch_id = null, reserved_micros = 0, over_budget = false,
      last_outcome = coalesce(m.ask ->> 'outcome', t.last_outcome), updated_at = now()
    from mine m where t.id = m.task_id
    returning 1
  ), next as (
    -- What becomes of each contact. Suppressed ones are ended below, with their other channel.
    select m.*, f.*, f.e_done and f.p_done as ends,
      case when f.e_result is null then f.p_result when f.p_result is null then f.e_result
        when f.e_result = 'found' and f.p_result = 'found' then 'found'
        when f.e_result in ('found', 'partial') or f.p_result in ('found', 'partial') then 'partial'
        else f.e_result end as whole_result,
      case when f.e_result is null then f.p_reason when f.p_result is null then f.e_reason
        when f.e_result in ('found', 'partial') or f.p_result not in ('found', 'partial') then f.e_reason
        else f.p_reason end as whole_reason
    from mine m
    join public.contacts c on c.id = m.contact_id
    cross join lateral (
      select
        c.email_done or (m.finishes and m.channel = 'email') as e_done,
        c.phone_done or (m.finishes and m.channel = 'phone') as p_done,
        case when m.finishes and m.channel = 'email' then m.step ->> 'result' else c.email_result end as e_result,
        case when m.finishes and m.channel = 'email' then m.step ->> 'reason' else c.email_reason end as e_reason,
        case when m.finishes and m.channel = 'phone' then m.step ->> 'result' else c.phone_result end as p_result,
        case when m.finishes and m.channel = 'phone' then m.step ->> 'reason' else c.phone_reason end as p_reason,
        c.held_credits_milli as was_held,
        c.credits_milli + case when m.finishes then greatest(coalesce((m.step ->> 'credits_milli')::bigint, 0), 0) else 0 end as owed
    ) f
    where m.live and not m.suppress
  ), changed as (
    update public.contacts c set
      cost_micros = c.cost_micros + n.cost_micros,
      held = case when n.ends then null else coalesce(n.held, c.held) end,
      email_done = n.e_done, phone_done = n.p_done,
      email_result = n.e_result, email_reason = n.e_reason, phone_result = n.p_result, phone_reason = n.p_reason,
      email = case when n.finishes and n.new_email is not null then n.new_email ->> 'email' else c.email end,
      email_status = case when n.finishes and n.new_email is not null then n.new_email ->> 'status' else c.email_status end,
      email_confidence = case when n.finishes and n.new_email is not null then (n.new_email ->> 'confidence')::numeric::int else c.email_confidence end,
      email_source = case when n.finishes and n.new_email is not null then n.new_email ->> 'source' else c.email_source end,
      email_verdict = case when n.finishes and n.new_email is not null then nullif(n.new_email -> 'verdict', 'null') else c.email_verdict end,
      phone = case when n.finishes and n.new_phone is not null then n.new_phone ->> 'phone' else c.phone end,
      phone_type = case when n.finishes and n.new_phone is not null then n.new_phone ->> 'type' else c.phone_type end,
      phone_status = case when n.finishes and n.new_phone is not null then n.new_phone ->> 'status' else c.phone_status end,
      phone_source = case when n.finishes and n.new_phone is not null then n.new_phone ->> 'source' else c.phone_source end,
      -- The hold is the most that a contact is ever charged.
      credits_milli = case when n.ends then least(n.owed, n.was_held) else n.owed end,
      held_credits_milli = case when n.ends then 0 else c.held_credits_milli end,
      status = case when n.ends then 'done' else c.status end,
      result = case when n.ends then n.whole_result else c.result end,
      reason = case when n.ends then n.whole_reason else c.reason end,
      finished_at = case when n.ends then now() else c.finished_at end,
      updated_at = now()
    from next n where c.id = n.contact_id
    returning c.id, c.workspace_id, c.job_id, c.status, c.result, c.email, c.phone, c.credits_milli, n.was_held
  ), late as (
    -- Paid for, but the contact is over already: the cost is real and shown.
    update public.contacts c set cost_micros = c.cost_micros + m.cost_micros, updated_at = now()
    from mine m where c.id = m.contact_id and (not m.live or m.suppress) and m.cost_micros > 0
    returning 1
  ), sums as (
    select job_id, sum(cost_micros) as cost, sum(reserved_micros) as reserved,
      count(result) as done,
      count(*) filter (where result = 'found') as found,
      count(*) filter (where result = 'partial') as partial,
      count(*) filter (where result = 'not_found') as not_found,
      count(*) filter (where result = 'suppressed') as suppressed,
      count(*) filter (where result = 'failed') as failed,
      count(email) as emails,
      count(phone) as phones,
      sum(credits_milli) as credits
    from (
      select job_id, cost_micros, reserved_micros, null as result, null as email, null as phone, 0 as credits_milli from mine
      union all
      select job_id, 0, 0, result, email, phone, credits_milli from changed where status = 'done'
    ) x
    group by job_id
  ), counted as (
    update public.import_jobs j set
      cost_micros = j.cost_micros + s.cost, reserved_micros = j.reserved_micros - s.reserved,
      done_count = j.done_count + s.done, found_count = j.found_count + s.found, partial_count = j.partial_count + s.partial,
      not_found_count = j.not_found_count + s.not_found, suppressed_count = j.suppressed_count + s.suppressed,
      failed_count = j.failed_count + s.failed, email_count = j.email_count + s.emails, phone_count = j.phone_count + s.phones,
      credits_milli = j.credits_milli + s.credits,
      status = case when j.status in ('running', 'waiting', 'paused') and j.done_count + s.done >= j.contact_count then 'completed' else j.status end,
      finished_at = case when j.status in ('running', 'waiting', 'paused') and j.done_count + s.done >= j.contact_count then now() else j.finished_at end,
      updated_at = now()
    from sums s where j.id = s.job_id
    returning 1
  )
  select (select count(*) from mine),
    (select coalesce(jsonb_agg(jsonb_build_object('workspace_id', workspace_id, 'job_id', job_id, 'contact_id', id,
      'credits_milli', credits_milli, 'held_milli', was_held) order by id), '[]') from changed where status = 'done' and was_held > 0),
    (select array_agg(distinct contact_id) from mine where suppress)
  into v_settled, v_closed, v_suppressed
  from (select count(*) from trail) a, (select count(*) from moved) b, (select count(*) from late) c, (select count(*) from counted) d;

  if v_suppressed is not null then
    insert into public.suppressions (workspace_id, key, reason, source)
    select distinct null::uuid, k, 'opted_out', (select provider from public.provider_batches where id = p_batch)
    from public.contacts c cross join lateral unnest(c.keys) k where c.id = any (v_suppressed)
    on conflict do nothing;
    perform private.suppress_contacts(v_suppressed);
  end if;
  perform private.credits_close(v_closed);

  if not exists (select 1 from public.tasks where batch_id = p_batch and status = 'leased') then
    update public.provider_batches set state = 'done', leased_until = null where id = p_batch;
  elsif p_more ? 'poll_ms' then
    update public.provider_batches set
      state = case when external_id is null then state else 'submitted' end,
      poll_at = clock_timestamp() + (p_more ->> 'poll_ms')::numeric * interval '1 millisecond', leased_until = null, worker = null
    where id = p_batch;
  end if;
  return jsonb_build_object('settled', v_settled, 'ignored', jsonb_array_length(p_items) - v_settled);
end $$;
comment on function public.worker_settle(uuid, bigint, jsonb, jsonb) is
  'Answers, their cost, the charge and the next step of each contact, all or nothing. A late fence changes nothing.';
grant execute on function public.worker_settle(uuid, bigint, jsonb, jsonb) to service_role;

create function public.worker_overview() returns jsonb
language sql stable security definer set search_path = '' set jit = off as $$
  with recursive lines as (
    (select provider, channel from public.tasks where status = 'ready' order by provider, channel limit 1)
    union all
    select n.provider, n.channel from lines l cross join lateral (
      select t.provider, t.channel from public.tasks t
      where t.status = 'ready' and (t.provider, t.channel) > (l.provider, l.channel)
      order by t.provider, t.channel limit 1) n
  ), open_batches as (
    select provider, channel, count(*) filter (where coalesce(leased_until, poll_at) <= clock_timestamp()) as due,
      min(coalesce(leased_until, poll_at)) as next_at
    from public.provider_batches where state in ('intent', 'submitted', 'answered') group by provider, channel
  ), open_lines as (
    select provider, channel from lines union select provider, channel from open_batches
  )
  select coalesce(jsonb_agg(jsonb_build_object(
    'provider', o.provider, 'channel', o.channel,
    'ready', r.ready, 'oldest_ready_at', r.oldest,
    'next_run_at', (select t.run_at from public.tasks t where t.provider = o.provider and t.channel = o.channel and t.status = 'ready'
      order by t.run_at limit 1),
    'polls_due', coalesce(b.due, 0), 'next_poll_at', b.next_at,
    'key_id', s.key_id, 'breaker', coalesce(s.breaker, 'closed'), 'retry_at', s.retry_at, 'disabled_reason', s.disabled_reason)
    order by o.provider, o.channel), '[]')
  from open_lines o
  left join open_batches b on b.provider = o.provider and b.channel = o.channel
  left join lateral (select * from public.provider_states p where p.provider = o.provider order by p.updated_at desc limit 1) s on true
  cross join lateral (
    select count(*) as ready, min(x.run_at) as oldest from (
      select t.run_at from public.tasks t
      where t.provider = o.provider and t.channel = o.channel and t.status = 'ready' and t.run_at <= now()
      order by t.run_at limit 10000) x
  ) r
$$;
comment on function public.worker_overview() is 'Providers with open work: what is ready (counted to 10,000), what is due to be polled, and their breakers.';
grant execute on function public.worker_overview() to service_role;

-- Where one process has the whole database to itself (a laptop), whoever held leases before is dead.
create function public.worker_takeover(p_forget_submitted boolean) returns int
language plpgsql security definer set search_path = '' as $$
declare
  v_taken int;
  v_batch record;
begin
  update public.provider_batches set leased_until = clock_timestamp()
  where state in ('intent', 'answered') or (state = 'submitted' and leased_until is not null);
  get diagnostics v_taken = row_count;
  if p_forget_submitted then
    for v_batch in select id, fence from public.provider_batches where state = 'submitted' loop
      perform public.worker_release(v_batch.id, v_batch.fence);
    end loop;
  end if;
  return v_taken;
end $$;
comment on function public.worker_takeover(boolean) is
  'Ends all leases, for a database that only one process works on. True also gives back what simulators had taken: they forget with their process.';
grant execute on function public.worker_takeover(boolean) to service_role;
