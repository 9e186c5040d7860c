-- Notifications: what was told to whom, and what happened that somebody should know.

create table public.notification_logs (
  id bigint generated always as identity primary key,
  -- Null: for whoever runs the service.
  workspace_id uuid references public.workspaces (id) on delete cascade,
  user_id uuid references auth.users (id) on delete cascade,
  -- job_finished, credits_low, provider_disabled, …
  kind text not null,
  channel text not null check (channel in ('log', 'email', 'app')),
  detail jsonb not null default '{}',
  created_at timestamptz not null default now(),
  sent_at timestamptz
);
comment on table public.notification_logs is 'One row for each notice. Rows without a workspace are for the operator alone.';
create index notification_logs_workspace on public.notification_logs (workspace_id, id);
create index notification_logs_user on public.notification_logs (user_id);
alter table public.notification_logs enable row level security;
create policy "members can read the notices of their workspaces" on public.notification_logs
  for select to authenticated using (
    workspace_id in (select private.my_workspaces()) and (user_id is null or user_id = (select auth.uid())));
grant select on public.notification_logs to authenticated, service_role;

-- Rows that only serve for a while. Called now and then by the ticker, or by pg_cron where there is one.
create function public.purge_expired() returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_keys int;
  v_buckets int;
begin
  delete from public.idempotency_keys where expires_at <= now();
  get diagnostics v_keys = row_count;
  delete from public.rate_buckets where updated_at < now() - per_ms * interval '1 millisecond' - interval '1 day';
  get diagnostics v_buckets = row_count;
  return jsonb_build_object('idempotency_keys', v_keys, 'rate_buckets', v_buckets);
end $$;
comment on function public.purge_expired() is 'Removes expired idempotency keys and idle rate buckets.';
grant execute on function public.purge_expired() to service_role;
