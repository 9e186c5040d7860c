-- Verification: addresses that wait for somebody who can speak SMTP, their verdicts, and who that is.
--
-- One line for an address, whoever asks: the verdict is a fact about a mailbox, and no server is asked twice for it because
-- two jobs want to know. Lines are kept only as long as somebody wants them, verdicts for days at most.

create table public.verification_tasks (
  id bigint generated always as identity primary key,
  -- Normalised.
  address text not null unique check (length(address) between 3 and 320),
  -- Who bears the load of the probe: a mail provider, or the owner of the mail hosts.
  pool text not null check (length(pool) between 1 and 255),
  -- Somebody waits in front of a screen.
  urgent boolean not null default false,
  status text not null default 'ready' check (status in ('ready', 'leased', 'done')),
  run_at timestamptz not null default now(),
  attempts int not null default 0,
  first_try_at timestamptz,
  -- Greylists let in only who came before: the identity that asked last, which has to come again.
  sender text,
  verifier text,
  fence bigint not null default 0,
  leased_until timestamptz,
  -- The latest word; final when done.
  verdict jsonb,
  asked_at timestamptz not null default now(),
  -- Waiting: somebody wants it until then. Done: it holds until then.
  keep_until timestamptz not null,
  check ((status = 'leased') = (leased_until is not null)),
  check (status <> 'done' or verdict is not null)
) with (fillfactor = 70);
comment on table public.verification_tasks is 'Addresses to be checked over SMTP, and what came of it. Not readable by clients.';
create index verification_tasks_ready on public.verification_tasks (pool, run_at, id) where status = 'ready';
create index verification_tasks_urgent on public.verification_tasks (run_at, id) where status = 'ready' and urgent;
create index verification_tasks_leased on public.verification_tasks (leased_until) where status = 'leased';
create index verification_tasks_keep on public.verification_tasks (keep_until);

create table public.verifiers (
  -- HELO name and envelope sender: what mail servers know a verifier by.
  sender text primary key check (length(sender) between 1 and 600),
  -- Whether waiting for it makes sense: false where port 25 is closed.
  able boolean not null,
  stopped boolean not null default false,
  -- What it found out about itself: {helo, mail_from, address, port25, ptr, listed, audited_at}.
  audit jsonb not null default '{}',
  started_at timestamptz not null default now(),
  seen_at timestamptz not null default now()
);
comment on table public.verifiers is 'Processes that speak SMTP, with what they found out about themselves.';

alter table public.verification_tasks enable row level security;
alter table public.verifiers enable row level security;
grant select on public.verification_tasks, public.verifiers to service_role;

-- A verifier that restarts is waited for; one that has been gone for longer is not.
create function private.verifier_is_near() returns boolean
language sql stable set search_path = '' as $$
  select exists (select 1 from public.verifiers where able and seen_at > clock_timestamp() - interval '2 minutes')
$$;

create function public.verification_ask(p_asks jsonb, p_urgent boolean, p_wanted_ms bigint) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_able boolean := private.verifier_is_near();
  v_until timestamptz := clock_timestamp() + p_wanted_ms * interval '1 millisecond';
  v_items jsonb;
begin
  if v_able then
    -- In the order of addresses, so that two callers never wait for each other. Who asks again and again writes seldom.
    insert into public.verification_tasks as t (address, pool, urgent, keep_until)
    select distinct on (a ->> 'address') a ->> 'address', a ->> 'pool', p_urgent, v_until
    from jsonb_array_elements(p_asks) a
    order by a ->> 'address'
    on conflict (address) do update set
      pool = excluded.pool,
      urgent = excluded.urgent or (t.urgent and t.keep_until > now()),
      status = case when t.status = 'done' then 'ready' else t.status end,
      run_at = case when t.keep_until <= now() then now() else t.run_at end,
      attempts = case when t.keep_until <= now() then 0 else t.attempts end,
      first_try_at = case when t.keep_until <= now() then null else t.first_try_at end,
      sender = case when t.keep_until <= now() then null else t.sender end,
      verdict = case when t.keep_until <= now() then null else t.verdict end,
      asked_at = case when t.keep_until <= now() then now() else t.asked_at end,
      keep_until = greatest(t.keep_until, excluded.keep_until)
    where t.keep_until <= now()
      or (t.status <> 'done' and (t.keep_until < v_until - p_wanted_ms * interval '0.5 millisecond' or (p_urgent and not t.urgent)));
  end if;
  select coalesce(jsonb_agg(jsonb_build_object(
    'address', t.address, 'done', t.status = 'done', 'verdict', t.verdict, 'attempts', t.attempts,
    'asked_ms', ceil(extract(epoch from clock_timestamp() - t.asked_at) * 1000),
    'tried_ms', ceil(extract(epoch from clock_timestamp() - t.first_try_at) * 1000),
    'due_ms', greatest(ceil(extract(epoch from t.run_at - clock_timestamp()) * 1000), 0)) order by t.address), '[]')
  into v_items
  from public.verification_tasks t
  where t.address in (select a ->> 'address' from jsonb_array_elements(p_asks) a) and t.keep_until > now();
  return jsonb_build_object('able', v_able, 'items', v_items);
end $$;
comment on function public.verification_ask(jsonb, boolean, bigint) is
  'Puts addresses [{address, pool}] before the verifiers, wanted for so long, and tells what is known: {able, items}. Where no verifier is near, nothing is put.';
grant execute on function public.verification_ask(jsonb, boolean, bigint) to service_role;

-- Pool by pool, a few of each, going on where the last claim ended: ten thousand addresses of one provider hold up
-- nobody else's. Half of the places at most go first to those for which somebody waits.
create function public.verification_claim(p_verifier text, p_sender text, p_limit int, p_per_pool int, p_full text[], p_after text, p_lease_ms int)
returns jsonb
language plpgsql security definer set search_path = '' set jit = off set enable_seqscan = off set enable_bitmapscan = off as $$
declare
  v_ids bigint[] := '{}';
  v_some bigint[];
  v_pool text := coalesce(p_after, '');
  v_next text;
  v_wrapped boolean := false;
  v_items jsonb;
begin
  -- Whoever let a lease run out is gone.
  update public.verification_tasks set status = 'ready', leased_until = null, verifier = null
  where id in (
    select id from public.verification_tasks where status = 'leased' and leased_until <= clock_timestamp()
    order by leased_until limit 1000 for update skip locked);
  if coalesce(p_limit, 0) < 1 then
    return jsonb_build_object('items', '[]'::jsonb, 'after', v_pool);
  end if;

  select coalesce(array_agg(id), '{}') into v_ids from (
    select u.id from (
      select t.id, t.run_at, row_number() over (partition by t.pool order by t.run_at, t.id) as rank
      from (
        select id, pool, run_at from public.verification_tasks
        where status = 'ready' and urgent and run_at <= now() and keep_until > now() and pool <> all (p_full)
          and (sender is null or sender = p_sender or run_at < now() - interval '30 minutes')
        order by run_at, id limit 500 for update skip locked) t) u
    where u.rank <= p_per_pool order by u.run_at, u.id limit ceil(p_limit / 2.0)) x;

  for step in 1..300 loop
    exit when cardinality(v_ids) >= p_limit;
    select t.pool into v_next from public.verification_tasks t
    where t.status = 'ready' and t.pool > v_pool order by t.pool limit 1;
    if v_next is null or (v_wrapped and v_next > coalesce(p_after, '')) then
      exit when v_wrapped or coalesce(p_after, '') = '';
      v_wrapped := true;
      v_pool := '';
      continue;
    end if;
    v_pool := v_next;
    continue when v_pool = any (p_full);
    select coalesce(array_agg(id), '{}') into v_some from (
      select id from public.verification_tasks
      where status = 'ready' and pool = v_pool and run_at <= now() and keep_until > now() and id <> all (v_ids)
        and (sender is null or sender = p_sender or run_at < now() - interval '30 minutes')
      order by run_at, id
      limit least(p_limit - cardinality(v_ids), p_per_pool) for update skip locked) x;
    v_ids := v_ids || v_some;
  end loop;

  with taken as (
    update public.verification_tasks set status = 'leased', verifier = p_verifier, fence = fence + 1,
      first_try_at = coalesce(first_try_at, clock_timestamp()),
      leased_until = clock_timestamp() + p_lease_ms * interval '1 millisecond'
    where id = any (v_ids)
    returning id, fence, address, pool, attempts
  )
  select coalesce(jsonb_agg(to_jsonb(t) order by t.id), '[]') into v_items from taken t;
  return jsonb_build_object('items', v_items, 'after', v_pool);
end $$;
comment on function public.verification_claim(text, text, int, int, text[], text, int) is
  'Leases up to p_limit addresses, p_per_pool of a pool, none of the full pools: {items: [{id, fence, address, pool, attempts}], after}.';
grant execute on function public.verification_claim(text, text, int, int, text[], text, int) to service_role;

create function public.verification_renew(p_verifier text, p_ids bigint[], p_lease_ms int) returns int
language plpgsql security definer set search_path = '' as $$
declare
  v_renewed int;
begin
  update public.verification_tasks set leased_until = clock_timestamp() + p_lease_ms * interval '1 millisecond'
  where id in (
    select id from public.verification_tasks where id = any (p_ids) and verifier = p_verifier and status = 'leased'
    order by id for update skip locked);
  get diagnostics v_renewed = row_count;
  return v_renewed;
end $$;
comment on function public.verification_renew(text, bigint[], int) is 'Prolongs the leases a verifier still has; returns how many.';
grant execute on function public.verification_renew(text, bigint[], int) to service_role;

create function public.verification_settle(p_sender text, p_items jsonb) returns int
language plpgsql security definer set search_path = '' as $$
declare
  v_settled int;
begin
  if exists (select 1 from jsonb_array_elements(p_items) i
    where coalesce(i ->> 'do', '') not in ('done', 'retry', 'release')
      or (i ->> 'do' in ('done', 'retry') and jsonb_typeof(i -> 'verdict') is distinct from 'object')) then
    perform private.refuse('unprocessable', 'A settled address is done or to be tried again, with a verdict, or given back.');
  end if;
  update public.verification_tasks t set
    status = case when i.what = 'done' then 'done' else 'ready' end,
    verdict = case when i.what = 'release' then t.verdict else i.verdict end,
    attempts = t.attempts + case when i.what = 'release' then 0 else 1 end,
    sender = case i.what when 'retry' then p_sender when 'release' then t.sender end,
    run_at = case when i.what = 'retry' then clock_timestamp() + i.delay_ms * interval '1 millisecond' else t.run_at end,
    keep_until = case when i.what = 'done' then clock_timestamp() + i.keep_ms * interval '1 millisecond' else t.keep_until end,
    verifier = null, leased_until = null
  from (
    select (x ->> 'id')::bigint as id, (x ->> 'fence')::bigint as fence, x ->> 'do' as what, x -> 'verdict' as verdict,
      coalesce((x ->> 'delay_ms')::bigint, 0) as delay_ms, coalesce((x ->> 'keep_ms')::bigint, 0) as keep_ms
    from jsonb_array_elements(p_items) x
  ) i
  -- A lease that ran out and that nobody took is as good as kept: the answer is there.
  where t.id = i.id and t.fence = i.fence and t.status <> 'done';
  get diagnostics v_settled = row_count;
  return v_settled;
end $$;
comment on function public.verification_settle(text, jsonb) is
  'What came of leased addresses [{id, fence, do: done | retry | release, verdict, delay_ms, keep_ms}]; a late fence changes nothing. Returns how many counted.';
grant execute on function public.verification_settle(text, jsonb) to service_role;

create function public.verifier_beat(p_sender text, p_able boolean, p_stopped boolean, p_audit jsonb) returns void
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.verifiers as v (sender, able, stopped, audit) values (p_sender, p_able, p_stopped, p_audit)
  on conflict (sender) do update set able = excluded.able, stopped = excluded.stopped, audit = excluded.audit,
    started_at = case when v.stopped and not excluded.stopped then now() else v.started_at end, seen_at = now();
  delete from public.verifiers where seen_at < now() - interval '30 days';
  -- What nobody wants any more, and verdicts that no longer hold.
  delete from public.verification_tasks where id in (
    select id from public.verification_tasks where keep_until < now() - interval '1 hour' and status <> 'leased'
    order by keep_until limit 1000 for update skip locked);
end $$;
comment on function public.verifier_beat(text, boolean, boolean, jsonb) is 'A verifier says that it runs, or that it stops, and what it knows of itself.';
grant execute on function public.verifier_beat(text, boolean, boolean, jsonb) to service_role;

create function public.verification_state() returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'verifiers', (select coalesce(jsonb_agg(to_jsonb(v) || jsonb_build_object(
        'running', not v.stopped and v.seen_at > clock_timestamp() - interval '1 minute') order by v.seen_at desc), '[]')
      from public.verifiers v),
    'waiting', (select count(*) from (
      select 1 from public.verification_tasks where status in ('ready', 'leased') and keep_until > now() limit 10000) w))
$$;
comment on function public.verification_state() is 'Verifiers, the one seen last first, and how many addresses wait (counted to 10,000).';
grant execute on function public.verification_state() to service_role;

create function public.worker_wait(p_batch uuid, p_fence bigint, p_poll_ms bigint) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  update public.provider_batches set poll_at = clock_timestamp() + p_poll_ms * interval '1 millisecond', leased_until = null, worker = null
  where id = p_batch and fence = p_fence and state = 'answered';
  return found;
end $$;
comment on function public.worker_wait(uuid, bigint, bigint) is
  'Stored answers wait for a verdict: gives the lease back until then, and nobody is asked again. False: somebody else has the batch.';
grant execute on function public.worker_wait(uuid, bigint, bigint) to service_role;
