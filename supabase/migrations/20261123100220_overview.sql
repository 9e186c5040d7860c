-- The overview tells the database's time with it: a worker whose own clock is wrong, or is set while it runs, decides by this
-- one what has become due.

create or replace function public.worker_overview() returns jsonb
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
    'now', clock_timestamp(), 'provider', o.provider, 'channel', o.channel,
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

-- A task that has left its batch was handled: failures count in a row.
create function private.forget_failures() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.failures := 0;
  return new;
end $$;
create trigger tasks_handled before update of batch_id on public.tasks
  for each row when (new.batch_id is null and new.failures > 0) execute function private.forget_failures();
