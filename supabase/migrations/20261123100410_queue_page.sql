-- The queue as its readers may see it: the operator of the installation sees all of it (admin_queue), an administrator of a
-- workspace what concerns the workspace. Nobody sees contacts, volumes or workers of other workspaces.

create function public.is_first_account(p_user uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select coalesce(p_user = (select id from public.profiles order by created_at, id limit 1), false)
$$;
comment on function public.is_first_account(uuid) is
  'Whether this is the account that was opened first: the operator, where no setting names one.';
grant execute on function public.is_first_account(uuid) to service_role;

create function public.workspace_queue(p_workspace uuid) returns jsonb
language sql stable security definer set search_path = '' set jit = off as $$
  with mine as materialized (
    select t.id, t.job_id, t.contact_id, t.provider, t.channel, t.status, t.run_at, t.created_at
    from public.import_jobs j join public.tasks t on t.job_id = j.id and t.status in ('ready', 'leased', 'paused')
    where j.workspace_id = p_workspace and j.status in ('running', 'waiting', 'paused')
  )
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
        from mine group by provider, channel) l),
    -- How busy a key is tells of everybody's jobs.
    'limits', '[]'::jsonb,
    -- Whether a source can be asked concerns everybody; which keys there are does not.
    'breakers', (
      select coalesce(jsonb_agg(jsonb_build_object('provider', s.provider, 'key_id', null, 'breaker', s.breaker, 'failures', 0,
        'opened_at', s.opened_at, 'retry_at', s.retry_at, 'disabled_reason', s.disabled_reason, 'disabled_at', s.disabled_at)
        order by s.provider), '[]')
      from (select distinct on (provider) * from public.provider_states order by provider, updated_at desc) s),
    'leases', '[]'::jsonb,
    'dead_letters', jsonb_build_object(
      'count', (select count(*) from public.dead_letters where redriven_at is null and workspace_id = p_workspace),
      'items', (
        select coalesce(jsonb_agg(to_jsonb(d) order by d.id desc), '[]') from (
          -- The reason is the worker's own word: for the operator.
          select id, workspace_id, job_id, contact_id, provider, channel, null as reason, tries, created_at
          from public.dead_letters where redriven_at is null and workspace_id = p_workspace order by id desc limit 100) d)),
    'workers', '[]'::jsonb,
    'oldest_waiting', (
      select jsonb_build_object('contact_id', c.id, 'job_id', c.job_id, 'workspace_id', c.workspace_id, 'provider', m.provider,
        'channel', m.channel, 'since', coalesce(c.started_at, m.created_at))
      from mine m join public.contacts c on c.id = m.contact_id
      where m.status in ('ready', 'leased') order by coalesce(c.started_at, m.created_at), m.id limit 1))
$$;
comment on function public.workspace_queue(uuid) is 'The shape of admin_queue with what concerns one workspace.';
grant execute on function public.workspace_queue(uuid) to service_role;

create function public.workspace_redrive(p_workspace uuid, p_ids bigint[], p_actor uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_own bigint[];
  v_result jsonb;
begin
  select coalesce(array_agg(id), '{}') into v_own from public.dead_letters where id = any (p_ids) and workspace_id = p_workspace;
  v_result := public.dead_letter_redrive(v_own, p_actor);
  -- Those of others count as skipped, like those that do not exist.
  return jsonb_build_object('redriven', coalesce((v_result ->> 'redriven')::int, 0),
    'skipped', coalesce(cardinality(p_ids), 0) - coalesce((v_result ->> 'redriven')::int, 0));
end $$;
comment on function public.workspace_redrive(uuid, bigint[], uuid) is 'Sends given-up contacts of one workspace again.';
grant execute on function public.workspace_redrive(uuid, bigint[], uuid) to service_role;
