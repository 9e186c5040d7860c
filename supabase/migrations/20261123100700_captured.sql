-- Captured: what the browser brings besides people, and what it asks before anything is spent.

create table public.companies (
  id bigint generated always as identity primary key,
  workspace_id uuid not null references public.workspaces (id) on delete cascade,
  -- li: and LinkedIn's number, else nm: and the folded name.
  key text not null check (length(key) between 4 and 400),
  linkedin_id text check (linkedin_id ~ '^[0-9]{1,15}$'),
  name text not null,
  name_raw text not null,
  website text,
  domain text,
  industry text,
  -- As shown: "11-50 employees".
  employees text,
  location text,
  description text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (workspace_id, key)
);
comment on table public.companies is 'Companies of account searches and account pages; their domains complete people who bring none.';

-- A row, written by hand by who runs the database, turns a reader of the browser extension off: data alone, no code and no selector.
create table public.reader_switches (
  reader text primary key check (reader ~ '^([*]|[a-z_]{3,30}):(api|dom)$'),
  -- The first version that reads well again; null: none so far.
  below text check (below ~ '^[0-9]{1,5}([.][0-9]{1,5}){0,3}$'),
  note text not null default '',
  created_at timestamptz not null default now()
);
comment on table public.reader_switches is 'Readers of the browser extension that are off, by version.';

alter table public.companies enable row level security;
alter table public.reader_switches enable row level security;
create policy "members can read the companies of their workspaces" on public.companies
  for select to authenticated using (workspace_id in (select private.my_workspaces()));
grant select on public.companies to authenticated, service_role;
grant select on public.reader_switches to service_role;

create function public.companies_add(p_workspace uuid, p_companies jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_added int;
  v_updated int;
begin
  with given as (
    select distinct on (c ->> 'key') c ->> 'key' as key, c ->> 'linkedin_id' as linkedin_id, c ->> 'name' as name,
      c ->> 'name_raw' as name_raw, c ->> 'website' as website, c ->> 'domain' as domain, c ->> 'industry' as industry,
      c ->> 'employees' as employees, c ->> 'location' as location, c ->> 'description' as description
    from jsonb_array_elements(p_companies) with ordinality as e (c, n)
    order by c ->> 'key', n desc
  ), written as (
    insert into public.companies as t (workspace_id, key, linkedin_id, name, name_raw, website, domain, industry, employees, location, description)
    select p_workspace, key, linkedin_id, name, name_raw, website, domain, industry, employees, location, description
    from given order by key
    -- What is seen now replaces what was seen before; what is not seen takes nothing away.
    on conflict (workspace_id, key) do update set
      name = excluded.name, name_raw = excluded.name_raw,
      website = coalesce(excluded.website, t.website), domain = coalesce(excluded.domain, t.domain),
      industry = coalesce(excluded.industry, t.industry), employees = coalesce(excluded.employees, t.employees),
      location = coalesce(excluded.location, t.location), description = coalesce(excluded.description, t.description),
      updated_at = now()
    returning created_at = updated_at as fresh
  )
  select count(*) filter (where fresh), count(*) filter (where not fresh) into v_added, v_updated from written;
  return jsonb_build_object('added', v_added, 'updated', v_updated);
end $$;
comment on function public.companies_add(uuid, jsonb) is 'Companies by key: [{key, linkedin_id, name, name_raw, website, domain, …}]. Those that are there are completed.';
grant execute on function public.companies_add(uuid, jsonb) to service_role;

create function public.companies_list(p_workspace uuid, p_before bigint, p_limit int) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(to_jsonb(c) - 'workspace_id' - 'key' order by c.id desc), '[]')
  from (
    select * from public.companies
    where workspace_id = p_workspace and (p_before is null or id < p_before)
    order by id desc limit least(p_limit, 501)
  ) c
$$;
comment on function public.companies_list(uuid, bigint, int) is 'Companies of a workspace, newest first, before an id.';
grant execute on function public.companies_list(uuid, bigint, int) to service_role;

create function public.company_domains(p_workspace uuid, p_linkedin_ids text[]) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_object_agg(linkedin_id, domain), '{}')
  from public.companies
  where workspace_id = p_workspace and domain is not null
    and key in (select 'li:' || i from unnest(p_linkedin_ids) i)
$$;
comment on function public.company_domains(uuid, text[]) is 'Domains of companies by LinkedIn number, of those that are known.';
grant execute on function public.company_domains(uuid, text[]) to service_role;

-- The same rule by which an import takes somebody for a duplicate.
create function public.contacts_known(p_workspace uuid, p_people jsonb) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('index', k.index, 'contact_id', k.contact_id, 'result', k.result) order by k.index), '[]')
  from (
    select distinct on (index) (p ->> 'index')::int as index, c.id as contact_id, c.result
    from jsonb_array_elements(p_people) p
    cross join lateral jsonb_array_elements_text(p -> 'keys') as g (given_key)
    cross join lateral (
      select c.id, c.result, c.created_at
      from public.contact_keys o join public.contacts c on c.id = o.contact_id
      where o.workspace_id = p_workspace and o.key = left(g.given_key, 400) and private.owns_keys(c.status, c.result, false)
      limit 1) c
    order by index, c.created_at
  ) k
$$;
comment on function public.contacts_known(uuid, jsonb) is 'Whom the workspace has: [{index, keys}] in, [{index, contact_id, result}] of those out.';
grant execute on function public.contacts_known(uuid, jsonb) to service_role;

create function public.reader_switches_list() returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('reader', reader, 'below', below) order by reader), '[]')
  from (select * from public.reader_switches order by reader limit 100) s
$$;
comment on function public.reader_switches_list() is 'Readers of the browser extension that are off.';
grant execute on function public.reader_switches_list() to service_role;
