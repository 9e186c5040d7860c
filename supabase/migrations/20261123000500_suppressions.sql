-- Suppressions: people who are never asked about, and addresses that are never used.

create table public.suppressions (
  id bigint generated always as identity primary key,
  -- Null: everywhere, in every workspace.
  workspace_id uuid references public.workspaces (id) on delete cascade,
  -- Same words as contact_keys.key.
  key text not null check (length(key) between 1 and 400),
  reason text not null check (reason in ('opted_out', 'user', 'bounced')),
  source text not null default '',
  created_at timestamptz not null default now()
);
comment on table public.suppressions is 'Keys of people that no provider is asked about.';
create unique index suppressions_key on public.suppressions (key, coalesce(workspace_id, '00000000-0000-0000-0000-000000000000'::uuid));
create index suppressions_workspace on public.suppressions (workspace_id);

alter table public.suppressions enable row level security;
create policy "members can read the suppressions of their workspaces" on public.suppressions
  for select to authenticated using (workspace_id in (select private.my_workspaces()));
grant select on public.suppressions to authenticated, service_role;

create function public.suppression_add(p_workspace uuid, p_keys text[], p_reason text, p_source text) returns int
language plpgsql security definer set search_path = '' as $$
declare
  v_added int;
begin
  insert into public.suppressions (workspace_id, key, reason, source)
  select distinct p_workspace, left(k, 400), p_reason, coalesce(p_source, '') from unnest(p_keys) k where k <> ''
  on conflict do nothing;
  get diagnostics v_added = row_count;
  return v_added;
end $$;
comment on function public.suppression_add(uuid, text[], text, text) is 'Adds keys; returns how many were new. Workspace null means everywhere.';
grant execute on function public.suppression_add(uuid, text[], text, text) to service_role;

-- Only a workspace's own entries: an opt-out that holds everywhere is not the workspace's to lift.
create function public.suppression_remove(p_workspace uuid, p_keys text[]) returns int
language plpgsql security definer set search_path = '' as $$
declare
  v_removed int;
begin
  delete from public.suppressions where workspace_id = p_workspace and key = any (p_keys);
  get diagnostics v_removed = row_count;
  return v_removed;
end $$;
comment on function public.suppression_remove(uuid, text[]) is 'Takes keys of a workspace off its list; returns how many.';
grant execute on function public.suppression_remove(uuid, text[]) to service_role;

create function private.is_suppressed(p_workspace uuid, p_keys text[]) returns boolean
language sql stable set search_path = '' as $$
  select exists (
    select 1 from public.suppressions s
    where s.key = any (p_keys) and (s.workspace_id is null or s.workspace_id = p_workspace)
  )
$$;
