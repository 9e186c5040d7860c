-- Exports: the results in file order, the figures of a job, and who took them away.

create table public.export_logs (
  id bigint generated always as identity primary key,
  workspace_id uuid not null references public.workspaces (id) on delete cascade,
  job_id uuid references public.import_jobs (id) on delete set null,
  actor uuid,
  format text not null check (format in ('csv', 'xlsx', 'json')),
  row_count int not null,
  created_at timestamptz not null default now()
);
comment on table public.export_logs is 'Who downloaded which results.';
create index export_logs_workspace on public.export_logs (workspace_id, id);
create index export_logs_job on public.export_logs (job_id);
alter table public.export_logs enable row level security;
create policy "members can read the exports of their workspaces" on public.export_logs
  for select to authenticated using (workspace_id in (select private.my_workspaces()));
grant select on public.export_logs to authenticated, service_role;

create function public.job_get(p_workspace uuid, p_job uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_job public.import_jobs;
begin
  select * into v_job from public.import_jobs where id = p_job and workspace_id = p_workspace;
  if v_job.id is null then
    perform private.refuse('not_found', 'This import does not exist.');
  end if;
  return to_jsonb(v_job);
end $$;
comment on function public.job_get(uuid, uuid) is 'One job.';
grant execute on function public.job_get(uuid, uuid) to service_role;

create function public.job_rows(p_workspace uuid, p_job uuid, p_after int, p_limit int) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_rows jsonb;
begin
  if not exists (select 1 from public.import_jobs where id = p_job and workspace_id = p_workspace) then
    perform private.refuse('not_found', 'This import does not exist.');
  end if;
  with numbered as (
    (select row_number, id from public.contacts where job_id = p_job and row_number > coalesce(p_after, 0) order by row_number limit p_limit)
    union all
    (select row_number, null from public.import_issues where job_id = p_job and row_number > coalesce(p_after, 0) order by row_number limit p_limit)
    order by row_number limit p_limit
  )
  select coalesce(jsonb_agg(case when c.id is null
    then jsonb_build_object('row_number', n.row_number, 'cells', i.cells, 'email', null, 'email_status', null, 'email_confidence', null,
      'email_source', null, 'phone', null, 'phone_type', null, 'phone_status', null, 'phone_source', null, 'cost_micros', 0,
      'result', 'invalid_row', 'reason', i.reason)
    else jsonb_build_object('row_number', n.row_number, 'cells', c.cells, 'email', s.email, 'email_status', s.email_status,
      'email_confidence', s.email_confidence, 'email_source', s.email_source, 'phone', s.phone, 'phone_type', s.phone_type,
      'phone_status', s.phone_status, 'phone_source', s.phone_source,
      -- What was paid stands on the original's row alone, so that the column sums up to the job's cost.
      'cost_micros', c.cost_micros,
      'result', case when s.status = 'cancelled' then 'failed' else s.result end,
      'reason', case when c.status <> 'duplicate' then c.reason
        when c.duplicate_of_row is not null then 'duplicate_of_row_' || c.duplicate_of_row else 'duplicate_of_known' end)
    end order by n.row_number), '[]')
  into v_rows
  from numbered n
  left join public.contacts c on c.id = n.id
  left join public.contacts s on s.id = case when c.status = 'duplicate' then c.duplicate_of else c.id end
  left join public.import_issues i on n.id is null and i.job_id = p_job and i.row_number = n.row_number;
  return v_rows;
end $$;
comment on function public.job_rows(uuid, uuid, int, int) is
  'A page of rows for export after row p_after: contacts, duplicates with the result they repeat, invalid rows.';
grant execute on function public.job_rows(uuid, uuid, int, int) to service_role;

create function public.contact_get(p_workspace uuid, p_contact uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_contact public.contacts;
begin
  select * into v_contact from public.contacts where id = p_contact and workspace_id = p_workspace;
  if v_contact.id is null then
    perform private.refuse('not_found', 'This contact does not exist.');
  end if;
  return jsonb_build_object('contact', to_jsonb(v_contact) - 'keys', 'trail', (
    select coalesce(jsonb_agg(to_jsonb(r) order by r.id), '[]') from public.enrichment_results r
    where r.contact_id = coalesce(v_contact.duplicate_of, v_contact.id)));
end $$;
comment on function public.contact_get(uuid, uuid) is 'A contact with its trail; a duplicate shows the trail of its original.';
grant execute on function public.contact_get(uuid, uuid) to service_role;

create function public.job_report(p_workspace uuid, p_job uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_job public.import_jobs;
  v_providers jsonb;
begin
  select * into v_job from public.import_jobs where id = p_job and workspace_id = p_workspace;
  if v_job.id is null then
    perform private.refuse('not_found', 'This import does not exist.');
  end if;
  with asked as (
    select r.provider, count(*) as asked,
      count(*) filter (where r.outcome = 'found') as found,
      count(*) filter (where r.outcome in ('auth', 'out_of_credits', 'transient', 'timeout')) as errors,
      count(*) filter (where r.outcome = 'rate_limited') as rate_limited,
      sum(r.cost_micros) as cost_micros,
      percentile_disc(0.5) within group (order by r.latency_ms) as p50_ms
    from public.enrichment_results r where r.job_id = p_job and r.outcome <> 'skipped' group by r.provider
  ), accepted as (
    select source, count(*) as accepted from (
      select email_source as source, id from public.contacts where job_id = p_job and status = 'done' and email is not null
      union
      select phone_source, id from public.contacts where job_id = p_job and status = 'done' and phone is not null
    ) s group by source
  )
  select coalesce(jsonb_object_agg(a.provider, jsonb_build_object('asked', a.asked, 'found', a.found,
    'accepted', coalesce(x.accepted, 0), 'errors', a.errors, 'rate_limited', a.rate_limited, 'cost_micros', a.cost_micros,
    'p50_ms', a.p50_ms)), '{}')
  into v_providers from asked a left join accepted x on x.source = a.provider;
  return jsonb_build_object(
    'status', v_job.status, 'rows', v_job.row_count, 'contacts', v_job.contact_count, 'done', v_job.done_count,
    'found', v_job.found_count, 'partial', v_job.partial_count, 'not_found', v_job.not_found_count,
    'suppressed', v_job.suppressed_count, 'failed', v_job.failed_count, 'invalid', v_job.invalid_count,
    'duplicates', v_job.duplicate_count, 'emails', v_job.email_count, 'phones', v_job.phone_count,
    'credits_milli', v_job.credits_milli, 'cost_micros', v_job.cost_micros,
    'duration_ms', floor(extract(epoch from coalesce(v_job.finished_at, now()) - v_job.started_at) * 1000)::bigint,
    'started_at', v_job.started_at, 'finished_at', v_job.finished_at,
    'sandbox', coalesce((v_job.options ->> 'sandbox')::boolean, false),
    'providers', v_providers);
end $$;
comment on function public.job_report(uuid, uuid) is 'The figures of a job, in whole and by provider.';
grant execute on function public.job_report(uuid, uuid) to service_role;
