-- Budgets: what may be spent on a contact, by a job, in a day by a job and in a day by a workspace, in micro-dollars.
--
-- No budget is ever exceeded: an ask reserves the most that it can cost before it is made. Where only the reservations of
-- asks under way stand in the way, contacts wait a moment for them; where what is spent leaves no room, a contact ends
-- (contact, job) or waits for the next day (days are those of UTC).

alter table public.workspaces add column max_daily_cost_micros bigint check (max_daily_cost_micros > 0);
comment on column public.workspaces.max_daily_cost_micros is 'What all jobs together may spend at providers in a day (UTC). Null: no limit.';

create table public.spend_days (
  workspace_id uuid not null references public.workspaces (id) on delete cascade,
  day date not null,
  job_id uuid not null references public.import_jobs (id) on delete cascade,
  cost_micros bigint not null default 0,
  primary key (workspace_id, day, job_id)
) with (fillfactor = 70);
comment on table public.spend_days is 'What each job spent at providers on each day (UTC).';
create index spend_days_job on public.spend_days (job_id);
alter table public.spend_days enable row level security;
grant select on public.spend_days to service_role;

create function private.today() returns date
language sql stable set search_path = '' as $$ select (clock_timestamp() at time zone 'utc')::date $$;

-- Once for each settled page, not once for each contact.
create function private.note_spending() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.spend_days (workspace_id, day, job_id, cost_micros)
  values (new.workspace_id, private.today(), new.id, new.cost_micros - old.cost_micros)
  on conflict (workspace_id, day, job_id) do update set cost_micros = spend_days.cost_micros + excluded.cost_micros;
  return null;
end $$;
create trigger import_jobs_spending after update of cost_micros on public.import_jobs
  for each row when (new.cost_micros > old.cost_micros) execute function private.note_spending();

-- Of the tasks about to be claimed: which are left out for now, and which end because of their budget. Their workspaces
-- are locked by the caller.
create function private.budget_gate(p_ids bigint[], p_ask_cost_micros bigint, out left_out bigint[], out over bigint[])
language plpgsql set search_path = ''
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  v_tomorrow timestamptz := (private.today() + 1)::timestamp at time zone 'utc';
  v_waiting bigint[];
  v_full uuid[];
begin
  left_out := '{}';
  over := '{}';
  if not exists (
    select 1 from public.import_jobs j join public.workspaces w on w.id = j.workspace_id
    where j.id in (select t.job_id from public.tasks t where t.id = any (p_ids))
      and (j.options ? 'max_cost_micros' or j.options ? 'max_contact_cost_micros' or j.options ? 'max_daily_cost_micros'
        or w.max_daily_cost_micros is not null)
      and coalesce(j.options ->> 'max_cost_micros', j.options ->> 'max_contact_cost_micros', j.options ->> 'max_daily_cost_micros',
        w.max_daily_cost_micros::text) is not null) then
    return;
  end if;

  with jobs as materialized (
    select j.id, j.workspace_id, j.cost_micros, j.reserved_micros,
      (j.options ->> 'max_cost_micros')::bigint as most,
      (j.options ->> 'max_contact_cost_micros')::bigint as most_contact,
      (j.options ->> 'max_daily_cost_micros')::bigint as most_day,
      w.max_daily_cost_micros as most_workspace_day,
      coalesce((select sum(s.cost_micros) from public.spend_days s
        where s.workspace_id = j.workspace_id and s.day = private.today() and s.job_id = j.id), 0) as day_micros,
      coalesce((select sum(s.cost_micros) from public.spend_days s
        where s.workspace_id = j.workspace_id and s.day = private.today()), 0) as workspace_day_micros,
      coalesce((select sum(o.reserved_micros) from public.import_jobs o
        where o.workspace_id = j.workspace_id and o.reserved_micros > 0), 0) as workspace_reserved_micros
    from public.import_jobs j join public.workspaces w on w.id = j.workspace_id
    where j.id in (select t.job_id from public.tasks t where t.id = any (p_ids))
  ), judged as (
    select t.id, t.job_id,
      coalesce(j.cost_micros + p_ask_cost_micros > j.most, false) or coalesce(j.most_contact is not null
        and c.cost_micros + p_ask_cost_micros + coalesce((select sum(o.reserved_micros) from public.tasks o
          where o.contact_id = t.contact_id and o.id <> t.id), 0) > j.most_contact, false) as is_over,
      coalesce(j.day_micros + p_ask_cost_micros > j.most_day, false)
        or coalesce(j.workspace_day_micros + p_ask_cost_micros > j.most_workspace_day, false) as is_full,
      coalesce(j.cost_micros + j.reserved_micros + in_job > j.most, false)
        or coalesce(j.day_micros + j.reserved_micros + in_job > j.most_day, false)
        or coalesce(j.workspace_day_micros + j.workspace_reserved_micros + in_workspace > j.most_workspace_day, false) as is_waiting
    from (
      select t.id, t.job_id, t.contact_id,
        p_ask_cost_micros * row_number() over (partition by t.job_id order by t.id) as in_job,
        p_ask_cost_micros * row_number() over (partition by t.workspace_id order by t.id) as in_workspace
      from public.tasks t where t.id = any (p_ids)
    ) t
    join jobs j on j.id = t.job_id
    join public.contacts c on c.id = t.contact_id
  )
  select coalesce(array_agg(id) filter (where is_over), '{}'),
    coalesce(array_agg(id) filter (where not is_over and is_full), '{}'),
    coalesce(array_agg(id) filter (where not is_over and not is_full and is_waiting), '{}'),
    array_agg(distinct job_id) filter (where not is_over and is_full)
  into over, left_out, v_waiting, v_full
  from judged;

  if v_full is not null then
    update public.tasks set run_at = v_tomorrow, updated_at = now()
    where job_id = any (v_full) and status = 'ready' and run_at < v_tomorrow;
    update public.import_jobs set status = 'waiting', waiting_reason = 'daily_budget', waiting_hold_milli = null, updated_at = now()
    where id = any (v_full) and status = 'running';
  end if;
  if cardinality(v_waiting) > 0 then
    update public.tasks set run_at = clock_timestamp() + interval '2 seconds', updated_at = now() where id = any (v_waiting);
    left_out := left_out || v_waiting;
  end if;
end $$;

create function public.worker_claim(p_worker text, p_provider text, p_channel text, p_key_id text, p_limit int, p_lease_ms int,
  p_ask_cost_micros bigint, p_hold_milli bigint) returns json
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
  v_over bigint[] := '{}';
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

  -- What the budgets do not cover: ended here, or left for later without having held anything.
  if p_ask_cost_micros > 0 then
    select g.left_out, g.over into v_left_out, v_over from private.budget_gate(v_ids, p_ask_cost_micros) g;
    if cardinality(v_left_out) > 0 then
      v_ids := array(select unnest(v_ids) except select unnest(v_left_out));
    end if;
  end if;

  -- The first claim of a contact holds what it may be charged: as many as the balance covers, first come first served.
  -- What a job wants decides its price; p_hold_milli stands in where a job does not say.
  if p_hold_milli > 0 then
    select
      jsonb_agg(jsonb_build_object('workspace_id', a.workspace_id, 'contact_id', a.contact_id, 'job_id', a.job_id,
        'amount_milli', a.milli, 'key', private.hold_key('hold', a.contact_id, a.redrives)) order by a.id) filter (where a.paid),
      array_agg(a.contact_id) filter (where a.paid),
      array_agg(distinct a.job_id) filter (where not a.paid),
      array_agg(a.id) filter (where not a.paid)
    into v_holds, v_paid, v_unpaid, v_left_out
    from (
      select t.id, t.contact_id, t.job_id, t.workspace_id, c.redrives, p.milli, b.balance_milli >=
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
    select t.id, t.id = any (v_over) as over_budget from public.tasks t where t.id = any (v_ids)
  ), leased as (
    update public.tasks t set status = 'leased', batch_id = v_batch, over_budget = c.over_budget,
      reserved_micros = case when c.over_budget then 0 else p_ask_cost_micros end, updated_at = now()
    from chosen c where t.id = c.id
    returning t.job_id, t.contact_id, t.reserved_micros
  ), working as (
    update public.contacts c set status = 'working', started_at = coalesce(c.started_at, now()), updated_at = now(),
      held_credits_milli = case when c.held_credits_milli = 0 and p_hold_milli > 0
        then greatest(coalesce((j.options ->> 'hold_milli')::numeric::bigint, p_hold_milli), 0) else c.held_credits_milli end
    from leased l, public.import_jobs j
    where c.id = l.contact_id and j.id = l.job_id
      -- Contacts are wide: who is at work and has a hold is not written again for each further ask.
      and (c.status <> 'working' or (c.held_credits_milli = 0 and p_hold_milli > 0)) is true
    returning 1
  )
  update public.import_jobs j set reserved_micros = j.reserved_micros + r.total, updated_at = now(),
    status = case when r.total > 0 and j.waiting_reason = 'daily_budget' then 'running' else j.status end,
    waiting_reason = case when r.total > 0 and j.waiting_reason = 'daily_budget' then null else j.waiting_reason end
  from (select job_id, sum(reserved_micros) as total from leased group by job_id) r, (select count(*) from working) w
  where j.id = r.job_id and r.total > 0;

  return json_build_object('batch_id', v_batch, 'fence', 1, 'state', 'intent', 'tasks', private.tasks_json(v_ids));
end $$;
comment on function public.worker_claim(text, text, text, text, int, int, bigint, bigint) is
  'Leases up to p_limit contacts waiting at a provider, fairly between workspaces, with their credit holds. Null: nothing to do.';
grant execute on function public.worker_claim(text, text, text, text, int, int, bigint, bigint) to service_role;

create function public.workspace_budget_set(p_workspace uuid, p_actor uuid, p_max_daily_cost_micros bigint) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  perform private.lock_workspaces(array[p_workspace]);
  if coalesce(p_max_daily_cost_micros, 1) <= 0 then
    perform private.refuse('unprocessable', 'A daily budget is a positive amount, or none.');
  end if;
  update public.workspaces set max_daily_cost_micros = p_max_daily_cost_micros where id = p_workspace;
  if not found then
    perform private.refuse('not_found', 'This workspace does not exist.');
  end if;
  -- Whoever waits for tomorrow looks again now.
  update public.tasks t set run_at = clock_timestamp(), updated_at = now()
  from public.import_jobs j
  where j.workspace_id = p_workspace and j.status = 'waiting' and j.waiting_reason = 'daily_budget' and t.job_id = j.id and t.status = 'ready';
  perform private.audit(p_workspace, p_actor, 'workspace_budget_set', p_workspace::text,
    jsonb_build_object('max_daily_cost_micros', p_max_daily_cost_micros));
  return jsonb_build_object('max_daily_cost_micros', p_max_daily_cost_micros, 'spent_today_micros', (
    select coalesce(sum(cost_micros), 0) from public.spend_days where workspace_id = p_workspace and day = private.today()));
end $$;
comment on function public.workspace_budget_set(uuid, uuid, bigint) is
  'What the workspace may spend at providers in a day (UTC); null: no limit. Jobs that waited for the next day look again.';
grant execute on function public.workspace_budget_set(uuid, uuid, bigint) to service_role;

-- Jobs that were stopped while this worker has contacts of theirs in calls not yet acknowledged.
create function public.worker_stopped(p_worker text) returns jsonb
language sql stable security definer set search_path = '' set enable_seqscan = off as $$
  select coalesce(jsonb_agg(distinct t.job_id), '[]')
  from public.provider_batches b
  join public.tasks t on t.batch_id = b.id and t.status = 'leased'
  join public.import_jobs j on j.id = t.job_id
  where b.state = 'intent' and b.worker = p_worker and j.status in ('cancelled', 'paused')
$$;
comment on function public.worker_stopped(text) is 'Jobs cancelled or paused while the worker still has contacts of theirs to ask for.';
grant execute on function public.worker_stopped(text) to service_role;
