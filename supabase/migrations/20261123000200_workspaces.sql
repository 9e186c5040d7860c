-- Workspaces: who belongs where. Everything else hangs on a workspace.

create table public.profiles (
  id uuid primary key references auth.users (id) on delete cascade,
  email text,
  full_name text,
  locale text not null default 'en',
  created_at timestamptz not null default now()
);
comment on table public.profiles is 'One row for each user, kept in step with auth.users.';

create table public.workspaces (
  id uuid primary key default gen_random_uuid(),
  name text not null check (length(name) between 1 and 200),
  kind text not null check (kind in ('personal', 'team')),
  -- Null for workspaces without users (the command line).
  created_by uuid references auth.users (id) on delete set null,
  created_at timestamptz not null default now()
);
comment on table public.workspaces is 'The owner of imports, contacts and credits. Every user has a personal one.';
create unique index workspaces_personal on public.workspaces (created_by) where kind = 'personal';

create table public.members (
  workspace_id uuid not null references public.workspaces (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  role text not null check (role in ('owner', 'admin', 'member', 'viewer')),
  created_at timestamptz not null default now(),
  primary key (workspace_id, user_id)
);
comment on table public.members is 'Which user has which role in which workspace.';
create index members_user on public.members (user_id);

-- Security definer, or the policy on members would ask itself.
create function private.my_workspaces() returns setof uuid
language sql stable security definer set search_path = '' rows 5 as $$
  select workspace_id from public.members where user_id = (select auth.uid())
$$;
comment on function private.my_workspaces() is 'Workspaces of the signed-in user.';
grant execute on function private.my_workspaces() to authenticated;

alter table public.profiles enable row level security;
alter table public.workspaces enable row level security;
alter table public.members enable row level security;

create policy "users can read their own profile" on public.profiles
  for select to authenticated using (id = (select auth.uid()));
create policy "members can read their workspaces" on public.workspaces
  for select to authenticated using (id in (select private.my_workspaces()));
create policy "members can see who else is in their workspaces" on public.members
  for select to authenticated using (workspace_id in (select private.my_workspaces()));

grant select on public.profiles, public.workspaces, public.members to authenticated, service_role;

-- A new user gets a profile and a personal workspace. Credits are granted by whoever runs the service, not here.
create function public.handle_new_user() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_name text := coalesce(nullif(trim(new.raw_user_meta_data ->> 'full_name'), ''), nullif(split_part(new.email, '@', 1), ''), 'Personal');
  v_workspace uuid;
begin
  insert into public.profiles (id, email, full_name)
  values (new.id, new.email, left(nullif(trim(new.raw_user_meta_data ->> 'full_name'), ''), 200));
  insert into public.workspaces (name, kind, created_by) values (left(v_name, 200), 'personal', new.id)
  returning id into v_workspace;
  insert into public.members (workspace_id, user_id, role) values (v_workspace, new.id, 'owner');
  perform private.credit_accounts_open(v_workspace);
  return new;
end $$;
comment on function public.handle_new_user() is 'Trigger: profile, personal workspace, owner membership, credit accounts.';

create trigger captely_user_created after insert on auth.users
  for each row execute function public.handle_new_user();

create function public.handle_user_email() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.profiles set email = new.email where id = new.id;
  return new;
end $$;
comment on function public.handle_user_email() is 'Trigger: the profile follows a changed address.';

create trigger captely_user_email after update of email on auth.users
  for each row when (old.email is distinct from new.email) execute function public.handle_user_email();

create function public.workspace_create_system(p_name text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_workspace uuid;
begin
  insert into public.workspaces (name, kind) values (left(p_name, 200), 'team') returning id into v_workspace;
  perform private.credit_accounts_open(v_workspace);
  return jsonb_build_object('workspace_id', v_workspace);
end $$;
comment on function public.workspace_create_system(text) is 'A workspace without users, for the command line.';
grant execute on function public.workspace_create_system(text) to service_role;

-- Everything that moves a workspace's tasks or money holds this lock, taken in sorted order before anything else.
-- One lock instead of many small ones: claim, settle, pause, cancel and grant cannot deadlock or overtake each other,
-- and workspaces do not wait for each other.
create function private.lock_workspaces(p_ids uuid[]) returns void
language plpgsql set search_path = '' as $$
begin
  perform 1 from public.workspaces where id = any (p_ids) order by id for no key update;
end $$;
comment on function private.lock_workspaces(uuid[]) is 'The lock behind every change of tasks, contacts, jobs and credits.';

create table public.audit_log (
  id bigint generated always as identity primary key,
  workspace_id uuid references public.workspaces (id) on delete cascade,
  -- The user who did it; null for the system and for API keys.
  actor uuid,
  action text not null,
  subject text,
  detail jsonb not null default '{}',
  created_at timestamptz not null default now()
);
comment on table public.audit_log is 'Who did what, for support and for audits. Not readable by clients.';
create index audit_log_workspace on public.audit_log (workspace_id, id);
alter table public.audit_log enable row level security;
grant select on public.audit_log to service_role;

create function private.audit(p_workspace uuid, p_actor uuid, p_action text, p_subject text, p_detail jsonb default '{}') returns void
language sql set search_path = '' as $$
  insert into public.audit_log (workspace_id, actor, action, subject, detail)
  values (p_workspace, p_actor, p_action, p_subject, p_detail)
$$;
