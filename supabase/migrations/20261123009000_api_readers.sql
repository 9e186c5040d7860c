-- What the HTTP API reads besides single jobs and contacts, and the sign of life that its health check looks for.

create table public.worker_heartbeats (
  worker text primary key,
  seen_at timestamptz not null default now()
);
comment on table public.worker_heartbeats is 'When each worker last said that it runs.';
alter table public.worker_heartbeats enable row level security;
grant select on public.worker_heartbeats to service_role;

-- Workers have random names: those of yesterday are gone.
create function public.worker_beat(p_worker text) returns void
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.worker_heartbeats (worker) values (left(p_worker, 100))
  on conflict (worker) do update set seen_at = now();
  delete from public.worker_heartbeats where seen_at < now() - interval '1 day';
end $$;
comment on function public.worker_beat(text) is 'A worker says that it runs.';
grant execute on function public.worker_beat(text) to service_role;

create function public.worker_last_seen() returns timestamptz
language sql stable security definer set search_path = '' as $$
  select max(seen_at) from public.worker_heartbeats
$$;
comment on function public.worker_last_seen() is 'When any worker last said that it runs; null when none ever did.';
grant execute on function public.worker_last_seen() to service_role;

-- One entry for each transfer, as its owner sees it: what is charged shows on the account spent, the rest on available.
create function public.credits_get(p_workspace uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'available_milli', coalesce(b.available_milli, 0),
    'held_milli', coalesce(b.held_milli, 0),
    'spent_milli', coalesce(b.spent_milli, 0),
    'granted_milli', coalesce(b.granted_milli, 0),
    'entries', (
      select coalesce(jsonb_agg(to_jsonb(e) order by e.id desc), '[]')
      from (
        select l.id, l.kind, l.amount_milli, a.kind as account, l.balance_after_milli, l.note, l.job_id, l.contact_id, l.created_at
        from public.credit_logs l join public.credit_accounts a on a.id = l.account_id
        where l.workspace_id = p_workspace and a.kind = case l.kind when 'capture' then 'spent' else 'available' end
        order by l.id desc
        limit 50
      ) e))
  from (select p_workspace as id) w left join public.credit_balances b on b.workspace_id = w.id
$$;
comment on function public.credits_get(uuid) is 'Balances and the last 50 transfers.';
grant execute on function public.credits_get(uuid) to service_role;

create function public.account_get(p_workspace uuid, p_user uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'workspaces', (
      select coalesce(jsonb_agg(jsonb_build_object('id', w.id, 'name', w.name, 'kind', w.kind, 'role', coalesce(m.role, 'member'))
        order by w.kind, w.created_at, w.id), '[]')
      from public.workspaces w
      left join public.members m on m.workspace_id = w.id and m.user_id = p_user
      where m.user_id is not null or w.id = p_workspace),
    'credits', (
      select jsonb_build_object(
        'available_milli', coalesce(max(balance_milli) filter (where kind = 'available'), 0),
        'held_milli', coalesce(max(balance_milli) filter (where kind = 'held'), 0),
        'granted_milli', coalesce(-max(balance_milli) filter (where kind = 'granted'), 0))
      from public.credit_accounts where workspace_id = p_workspace))
$$;
comment on function public.account_get(uuid, uuid) is 'The workspaces of a user, this one in any case, and what this one has.';
grant execute on function public.account_get(uuid, uuid) to service_role;

create function public.api_keys_list(p_workspace uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(to_jsonb(k) - array['key_hash', 'workspace_id', 'created_by'] order by k.created_at desc, k.id), '[]')
  from public.api_keys k where k.workspace_id = p_workspace
$$;
comment on function public.api_keys_list(uuid) is 'Keys of a workspace without their hashes, newest first.';
grant execute on function public.api_keys_list(uuid) to service_role;

create function public.suppressions_list(p_workspace uuid, p_limit int) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(to_jsonb(s) - 'workspace_id' order by s.id desc), '[]')
  from (
    select * from public.suppressions where workspace_id = p_workspace order by id desc
    limit least(greatest(p_limit, 1), 1000)
  ) s
$$;
comment on function public.suppressions_list(uuid, int) is 'A workspace''s own suppressions, newest first.';
grant execute on function public.suppressions_list(uuid, int) to service_role;

create function public.jobs_list(p_workspace uuid, p_limit int, p_before_created_at timestamptz, p_before_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(to_jsonb(j) order by j.created_at desc, j.id desc), '[]')
  from (
    select * from public.import_jobs
    where workspace_id = p_workspace
      and (p_before_created_at is null or (created_at, id) < (p_before_created_at, p_before_id))
    order by created_at desc, id desc
    limit least(greatest(p_limit, 1), 500)
  ) j
$$;
comment on function public.jobs_list(uuid, int, timestamptz, uuid) is 'Jobs of a workspace, newest first, from behind the given one.';
grant execute on function public.jobs_list(uuid, int, timestamptz, uuid) to service_role;

create function public.job_contacts(p_workspace uuid, p_job uuid, p_after int, p_limit int, p_result text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  if not exists (select 1 from public.import_jobs where id = p_job and workspace_id = p_workspace) then
    perform private.refuse('not_found', 'This import does not exist.');
  end if;
  return (
    select coalesce(jsonb_agg(to_jsonb(c) - array['workspace_id', 'keys', 'held', 'held_credits_milli', 'email_result',
      'email_reason', 'phone_result', 'phone_reason', 'email_done', 'phone_done'] order by c.row_number), '[]')
    from (
      select * from public.contacts
      where job_id = p_job and row_number > p_after and (p_result is null or result = p_result)
      order by row_number
      limit least(greatest(p_limit, 1), 1000)
    ) c);
end $$;
comment on function public.job_contacts(uuid, uuid, int, int, text) is 'Contacts of a job by row number, from behind p_after; p_result null means all.';
grant execute on function public.job_contacts(uuid, uuid, int, int, text) to service_role;

create function public.export_log_add(p_workspace uuid, p_job uuid, p_actor uuid, p_format text, p_row_count int) returns bigint
language sql volatile security definer set search_path = '' as $$
  insert into public.export_logs (workspace_id, job_id, actor, format, row_count)
  values (p_workspace, p_job, p_actor, p_format, p_row_count)
  returning id
$$;
comment on function public.export_log_add(uuid, uuid, uuid, text, int) is 'Notes that results left the product.';
grant execute on function public.export_log_add(uuid, uuid, uuid, text, int) to service_role;
