-- Lists: named sets of contacts of a workspace, across imports.

create table public.lists (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references public.workspaces (id) on delete cascade,
  name text not null check (length(name) between 1 and 100),
  created_by uuid references auth.users (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table public.lists is 'Named sets of contacts.';
create unique index lists_name on public.lists (workspace_id, lower(name));

create table public.list_contacts (
  list_id uuid not null references public.lists (id) on delete cascade,
  contact_id uuid not null references public.contacts (id) on delete cascade,
  workspace_id uuid not null,
  added_by uuid references auth.users (id) on delete set null,
  added_at timestamptz not null default now(),
  primary key (list_id, contact_id)
);
comment on table public.list_contacts is 'Which contact is on which list. A duplicate stands for its original.';
create index list_contacts_page on public.list_contacts (list_id, added_at desc, contact_id);
create index list_contacts_contact on public.list_contacts (contact_id);

alter table public.lists enable row level security;
alter table public.list_contacts enable row level security;
create policy "members can read the lists of their workspaces" on public.lists
  for select to authenticated using (workspace_id in (select private.my_workspaces()));
create policy "members can read who is on the lists of their workspaces" on public.list_contacts
  for select to authenticated using (workspace_id in (select private.my_workspaces()));
grant select on public.lists, public.list_contacts to authenticated, service_role;

create function private.list_json(p_list uuid) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('id', l.id, 'name', l.name, 'created_at', l.created_at, 'updated_at', l.updated_at,
    'contact_count', (select count(*) from public.list_contacts c where c.list_id = l.id))
  from public.lists l where l.id = p_list
$$;

-- Locks the list: changes of one list come one after another.
create function private.list_for(p_workspace uuid, p_list uuid) returns void
language plpgsql set search_path = '' as $$
begin
  perform 1 from public.lists where id = p_list and workspace_id = p_workspace for no key update;
  if not found then
    perform private.refuse('not_found', 'This list does not exist.');
  end if;
end $$;

create function public.lists_get(p_workspace uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(private.list_json(l.id) order by lower(l.name)), '[]')
  from public.lists l where l.workspace_id = p_workspace
$$;
comment on function public.lists_get(uuid) is 'The lists of a workspace by name, each with its count.';
grant execute on function public.lists_get(uuid) to service_role;

-- The same name, however it is spelled, is the same list: making it twice is harmless.
create function public.list_create(p_workspace uuid, p_actor uuid, p_name text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_name text := trim(p_name);
  v_list uuid;
begin
  if coalesce(v_name, '') = '' or length(v_name) > 100 then
    perform private.refuse('unprocessable', 'A list takes a name of 1 to 100 letters.');
  end if;
  if (select count(*) from public.lists where workspace_id = p_workspace) >= 1000 then
    perform private.refuse('unprocessable', 'A workspace holds 1,000 lists. Remove one first.');
  end if;
  insert into public.lists (workspace_id, name, created_by) values (p_workspace, v_name, p_actor)
  on conflict (workspace_id, lower(name)) do update set updated_at = lists.updated_at
  returning id into v_list;
  return private.list_json(v_list);
end $$;
comment on function public.list_create(uuid, uuid, text) is 'The list of that name, made if there is none.';
grant execute on function public.list_create(uuid, uuid, text) to service_role;

create function public.list_delete(p_workspace uuid, p_actor uuid, p_list uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform private.list_for(p_workspace, p_list);
  delete from public.lists where id = p_list;
  perform private.audit(p_workspace, p_actor, 'list_delete', p_list::text);
end $$;
comment on function public.list_delete(uuid, uuid, uuid) is 'Removes a list; its contacts stay.';
grant execute on function public.list_delete(uuid, uuid, uuid) to service_role;

create function public.list_add(p_workspace uuid, p_actor uuid, p_list uuid, p_contacts uuid[]) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_wanted uuid[];
  v_added int;
begin
  perform private.list_for(p_workspace, p_list);
  v_wanted := array(select distinct coalesce(c.duplicate_of, c.id) from public.contacts c
    where c.id = any (p_contacts) and c.workspace_id = p_workspace);
  insert into public.list_contacts (list_id, contact_id, workspace_id, added_by)
  select p_list, id, p_workspace, p_actor from unnest(v_wanted) id
  on conflict do nothing;
  get diagnostics v_added = row_count;
  if v_added > 0 then
    update public.lists set updated_at = now() where id = p_list;
  end if;
  return jsonb_build_object('list', private.list_json(p_list), 'added', v_added, 'known', cardinality(v_wanted) - v_added);
end $$;
comment on function public.list_add(uuid, uuid, uuid, uuid[]) is 'Puts contacts of the workspace on a list; {list, added, known}.';
grant execute on function public.list_add(uuid, uuid, uuid, uuid[]) to service_role;

create function public.list_remove(p_workspace uuid, p_list uuid, p_contacts uuid[]) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_removed int;
begin
  perform private.list_for(p_workspace, p_list);
  delete from public.list_contacts lc using public.contacts c
  where c.id = any (p_contacts) and c.workspace_id = p_workspace
    and lc.list_id = p_list and lc.contact_id = coalesce(c.duplicate_of, c.id);
  get diagnostics v_removed = row_count;
  if v_removed > 0 then
    update public.lists set updated_at = now() where id = p_list;
  end if;
  return jsonb_build_object('list', private.list_json(p_list), 'removed', v_removed);
end $$;
comment on function public.list_remove(uuid, uuid, uuid[]) is 'Takes contacts off a list; {list, removed}.';
grant execute on function public.list_remove(uuid, uuid, uuid[]) to service_role;

create function public.list_contacts_get(p_workspace uuid, p_list uuid, p_limit int, p_before_added_at timestamptz, p_after_contact uuid)
returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  if not exists (select 1 from public.lists where id = p_list and workspace_id = p_workspace) then
    perform private.refuse('not_found', 'This list does not exist.');
  end if;
  return (
    select coalesce(jsonb_agg(jsonb_build_object('added_at', p.added_at, 'contact', to_jsonb(c) - array['workspace_id', 'keys', 'held',
        'held_credits_milli', 'email_result', 'email_reason', 'phone_result', 'phone_reason', 'email_done', 'phone_done'])
      order by p.added_at desc, p.contact_id), '[]')
    from (
      select contact_id, added_at from public.list_contacts
      where list_id = p_list and (p_before_added_at is null or added_at < p_before_added_at
        or (added_at = p_before_added_at and contact_id > p_after_contact))
      order by added_at desc, contact_id
      limit least(greatest(p_limit, 1), 1000)
    ) p join public.contacts c on c.id = p.contact_id);
end $$;
comment on function public.list_contacts_get(uuid, uuid, int, timestamptz, uuid) is
  'Contacts of a list, added last first, from behind the given place; [{added_at, contact}].';
grant execute on function public.list_contacts_get(uuid, uuid, int, timestamptz, uuid) to service_role;
