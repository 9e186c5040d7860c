-- API keys, and who an incoming request is.

create table public.api_keys (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references public.workspaces (id) on delete cascade,
  created_by uuid references auth.users (id) on delete set null,
  name text not null check (length(name) between 1 and 100),
  -- The first characters, so that people recognise their key.
  prefix text not null,
  -- SHA-256 of the key. The key itself is shown once and never stored.
  key_hash text not null unique,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz
);
comment on table public.api_keys is 'Keys of programs. The hash is not readable by clients.';
create index api_keys_workspace on public.api_keys (workspace_id);

alter table public.api_keys enable row level security;
create policy "members can read the keys of their workspaces" on public.api_keys
  for select to authenticated using (workspace_id in (select private.my_workspaces()));
-- Columns one by one: key_hash stays out.
grant select (id, workspace_id, created_by, name, prefix, created_at, last_used_at, revoked_at) on public.api_keys to authenticated;
grant select on public.api_keys to service_role;

create function public.api_key_create(p_workspace uuid, p_actor uuid, p_name text, p_prefix text, p_hash text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_key public.api_keys;
begin
  if not exists (select 1 from public.workspaces where id = p_workspace) then
    perform private.refuse('not_found', 'This workspace does not exist.');
  end if;
  insert into public.api_keys (workspace_id, created_by, name, prefix, key_hash)
  values (p_workspace, p_actor, p_name, p_prefix, p_hash) returning * into v_key;
  perform private.audit(p_workspace, p_actor, 'api_key_create', v_key.id::text, jsonb_build_object('name', p_name));
  return to_jsonb(v_key) - 'key_hash';
end $$;
comment on function public.api_key_create(uuid, uuid, text, text, text) is 'Stores the hash of a new key.';
grant execute on function public.api_key_create(uuid, uuid, text, text, text) to service_role;

create function public.api_key_revoke(p_workspace uuid, p_actor uuid, p_id uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_key public.api_keys;
begin
  update public.api_keys set revoked_at = coalesce(revoked_at, now())
  where id = p_id and workspace_id = p_workspace returning * into v_key;
  if v_key.id is null then
    perform private.refuse('not_found', 'This key does not exist.');
  end if;
  perform private.audit(p_workspace, p_actor, 'api_key_revoke', p_id::text);
  return to_jsonb(v_key) - 'key_hash';
end $$;
comment on function public.api_key_revoke(uuid, uuid, uuid) is 'Ends a key. Revoking twice is harmless.';
grant execute on function public.api_key_revoke(uuid, uuid, uuid) to service_role;

-- Null when the actor is nobody here. A key acts as a member of its own workspace, whatever its creator may do.
create function public.actor_resolve(p_user uuid, p_key_hash text, p_workspace uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_key public.api_keys;
  v_member public.members;
begin
  if p_key_hash is not null then
    select * into v_key from public.api_keys where key_hash = p_key_hash and revoked_at is null;
    if v_key.id is null or v_key.workspace_id <> coalesce(p_workspace, v_key.workspace_id) then
      return null;
    end if;
    -- Once a minute is precise enough and spares a write on each request.
    update public.api_keys set last_used_at = now()
    where id = v_key.id and (last_used_at is null or last_used_at < now() - interval '1 minute');
    return jsonb_build_object('user_id', v_key.created_by, 'workspace_id', v_key.workspace_id, 'role', 'member');
  end if;
  select m.* into v_member from public.members m join public.workspaces w on w.id = m.workspace_id
  where m.user_id = p_user
    and case when p_workspace is null then w.kind = 'personal' and w.created_by = p_user else w.id = p_workspace end;
  if v_member.user_id is null then
    return null;
  end if;
  return jsonb_build_object('user_id', v_member.user_id, 'workspace_id', v_member.workspace_id, 'role', v_member.role);
end $$;
comment on function public.actor_resolve(uuid, text, uuid) is 'Turns a user or a key hash into {user_id, workspace_id, role}, or null.';
grant execute on function public.actor_resolve(uuid, text, uuid) to service_role;
