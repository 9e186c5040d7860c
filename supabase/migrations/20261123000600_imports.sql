-- Imports: files and lists as they came in, cleaned by the caller, deduplicated here before anything is spent.

create table public.import_jobs (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references public.workspaces (id) on delete cascade,
  -- Null for API keys and the command line.
  created_by uuid references auth.users (id) on delete set null,
  name text not null default '',
  source text not null check (source in ('csv', 'xlsx', 'api', 'extension', 'cli')),
  -- The same list as jobStatuses in shared/core/jobs/words.ts; a test compares the two.
  status text not null default 'draft'
    check (status in ('draft', 'running', 'paused', 'waiting', 'completed', 'cancelled', 'failed')),
  -- The file's own headers, in order.
  columns jsonb not null default '[]',
  mapping jsonb not null default '{}',
  -- JobOptions of shared/core/jobs/words.ts.
  options jsonb not null default '{}',
  row_count int not null default 0,
  -- Contacts to be worked on: valid rows that repeat nobody.
  contact_count int not null default 0,
  invalid_count int not null default 0,
  duplicate_count int not null default 0,
  done_count int not null default 0,
  found_count int not null default 0,
  partial_count int not null default 0,
  not_found_count int not null default 0,
  suppressed_count int not null default 0,
  failed_count int not null default 0,
  email_count int not null default 0,
  phone_count int not null default 0,
  credits_milli bigint not null default 0,
  cost_micros bigint not null default 0,
  -- What asks in flight may still cost, against options.max_cost_micros.
  reserved_micros bigint not null default 0 check (reserved_micros >= 0),
  -- Why it waits: credits_exhausted.
  waiting_reason text,
  -- The hold that the balance did not cover, per contact.
  waiting_hold_milli bigint,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  updated_at timestamptz not null default now()
) with (fillfactor = 50);
comment on table public.import_jobs is 'One import and its enrichment: what was asked for, and how far it is.';
create index import_jobs_workspace on public.import_jobs (workspace_id, created_at desc, id);
create index import_jobs_waiting on public.import_jobs (workspace_id) where status = 'waiting';

create table public.import_issues (
  job_id uuid not null references public.import_jobs (id) on delete cascade,
  row_number int not null,
  workspace_id uuid not null,
  reason text not null,
  detail text not null default '',
  cells jsonb not null default '[]',
  primary key (job_id, row_number)
);
comment on table public.import_issues is 'Rows that hold nobody we could ask for, by number and reason.';

create table public.contacts (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null,
  job_id uuid not null references public.import_jobs (id) on delete cascade,
  row_number int not null,
  -- The row as it came, in the order of import_jobs.columns.
  cells jsonb not null default '[]',
  first_name text,
  last_name text,
  full_name text,
  name_raw text,
  company text,
  company_raw text,
  domain text,
  title text,
  location text,
  country text,
  linkedin_url text,
  linkedin_id text,
  given_email text,
  given_phone text,
  -- What this person is recognised by: dedupe and suppression.
  keys text[] not null default '{}',
  -- The same list as contactStatuses in shared/core/jobs/words.ts.
  status text not null default 'draft'
    check (status in ('draft', 'pending', 'working', 'done', 'duplicate', 'cancelled')),
  duplicate_of uuid references public.contacts (id) on delete set null,
  -- Row number of the original when it is in the same job.
  duplicate_of_row int,
  -- The same list as contactResults; invalid_row is for rows that became no contact.
  result text check (result in ('found', 'partial', 'not_found', 'invalid_row', 'suppressed', 'failed')),
  reason text,
  email text,
  email_status text check (email_status in ('deliverable', 'risky', 'undeliverable', 'unknown')),
  email_confidence int check (email_confidence between 0 and 100),
  email_source text,
  email_verdict jsonb,
  phone text,
  phone_type text,
  phone_status text,
  phone_source text,
  -- The best answer so far that did not suffice alone.
  held jsonb,
  -- True when the channel needs nothing more, or was never wanted.
  email_done boolean not null default false,
  phone_done boolean not null default false,
  -- Each channel's own ending; null while it runs or when it was not wanted.
  email_result text,
  email_reason text,
  phone_result text,
  phone_reason text,
  cost_micros bigint not null default 0,
  credits_milli bigint not null default 0,
  held_credits_milli bigint not null default 0 check (held_credits_milli >= 0),
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  updated_at timestamptz not null default now(),
  unique (job_id, row_number)
-- Every contact is rewritten when its job starts, when it is claimed and when it is settled: with room on its page, no
-- index has to follow.
) with (fillfactor = 50);
comment on table public.contacts is 'One person of one import: what was given, and what was found.';
create index contacts_duplicate_of on public.contacts (duplicate_of) where duplicate_of is not null;
create index contacts_workspace on public.contacts (workspace_id, created_at desc);

create table public.contact_keys (
  workspace_id uuid not null,
  key text not null check (length(key) between 1 and 400),
  -- No foreign key: checking it and indexing it for deletes took half the time of an import (280 µs a row became 130 on
  -- PGlite). A key whose contact is gone belongs to nobody, and the next contact to bring it takes it.
  contact_id uuid not null,
  primary key (workspace_id, key)
);
comment on table public.contact_keys is 'Who is known already: the first contact to bring a key owns it.';

alter table public.import_jobs enable row level security;
alter table public.import_issues enable row level security;
alter table public.contacts enable row level security;
alter table public.contact_keys enable row level security;
create policy "members can read the imports of their workspaces" on public.import_jobs
  for select to authenticated using (workspace_id in (select private.my_workspaces()));
create policy "members can read the invalid rows of their workspaces" on public.import_issues
  for select to authenticated using (workspace_id in (select private.my_workspaces()));
create policy "members can read the contacts of their workspaces" on public.contacts
  for select to authenticated using (workspace_id in (select private.my_workspaces()));
grant select on public.import_jobs, public.import_issues, public.contacts to authenticated, service_role;
grant select on public.contact_keys to service_role;

-- Imports of one workspace take turns, because they race for keys. Apart from the workspace lock: the worker need not wait.
create function private.lock_imports(p_workspace uuid) returns void
language sql volatile set search_path = '' as $$
  select pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('imports:' || p_workspace::text, 0))
$$;

-- The job, locked, or not_found. Says conflict when it is in none of the given states.
create function private.job_for(p_workspace uuid, p_job uuid, p_statuses text[]) returns public.import_jobs
language plpgsql set search_path = '' as $$
declare
  v_job public.import_jobs;
begin
  select * into v_job from public.import_jobs where id = p_job and workspace_id = p_workspace for no key update;
  if v_job.id is null then
    perform private.refuse('not_found', 'This import does not exist.');
  end if;
  if not v_job.status = any (p_statuses) then
    perform private.refuse('conflict', format('The job is %s.', v_job.status));
  end if;
  return v_job;
end $$;

-- A key is free again when its contact was given up, failed, or lies in another draft that may never start.
create function private.owns_keys(p_status text, p_result text, p_same_job boolean) returns boolean
language sql immutable set search_path = '' as $$
  select p_status <> 'cancelled' and p_result is distinct from 'failed' and (p_status <> 'draft' or p_same_job)
$$;

create function public.import_create(p_workspace uuid, p_actor uuid, p_import jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_id uuid;
begin
  if not exists (select 1 from public.workspaces where id = p_workspace) then
    perform private.refuse('not_found', 'This workspace does not exist.');
  end if;
  insert into public.import_jobs (workspace_id, created_by, name, source, columns, mapping, options)
  values (p_workspace, p_actor, coalesce(left(p_import ->> 'name', 300), ''), coalesce(p_import ->> 'source', 'api'),
    coalesce(nullif(p_import -> 'columns', 'null'), '[]'), coalesce(nullif(p_import -> 'mapping', 'null'), '{}'),
    coalesce(nullif(p_import -> 'options', 'null'), '{}'))
  returning id into v_id;
  return jsonb_build_object('job_id', v_id);
end $$;
comment on function public.import_create(uuid, uuid, jsonb) is 'A draft: {name, source, columns, mapping, options}.';
grant execute on function public.import_create(uuid, uuid, jsonb) to service_role;

-- The rows that are not there yet, each once. A function of its own for the planner: it says that thousands come, so that
-- the joins below are hashed.
create function private.new_import_rows(p_job uuid, p_rows jsonb)
returns table (id uuid, row_number int, cells jsonb, person jsonb, error jsonb, keys text[])
language sql volatile set search_path = '' rows 5000 as $$
  select distinct on (n.row_number) gen_random_uuid(), n.row_number, coalesce(nullif(r -> 'cells', 'null'), '[]'),
    nullif(r -> 'person', 'null'), nullif(r -> 'error', 'null'),
    array(select distinct left(k, 400) from jsonb_array_elements_text(coalesce(nullif(r -> 'keys', 'null'), '[]')) k where k <> '')
  from jsonb_array_elements(p_rows) r
  cross join lateral (select (r ->> 'row_number')::int as row_number) n
  left join lateral (select 1 as hit from public.contacts c where c.job_id = p_job and c.row_number = n.row_number limit 1) c on true
  left join lateral (select 1 as hit from public.import_issues i where i.job_id = p_job and i.row_number = n.row_number limit 1) i on true
  where c.hit is null and i.hit is null
  order by n.row_number
$$;

-- Rows in file order. A row repeats an earlier one as soon as one of its keys is owned; its other keys then belong to
-- the original too. Since every earlier row registers all its keys, "earlier in this chunk" is: the key's first row is
-- another one. That needs no loop, and the answer does not depend on where chunks are cut.
create function public.import_add_rows(p_workspace uuid, p_job uuid, p_rows jsonb) returns jsonb
language plpgsql security definer set search_path = ''
-- A plan made for a list of three would be used for five thousand in the same session.
set plan_cache_mode = force_custom_plan set jit = off as $$
declare
  v_added int;
  v_invalid int;
  v_duplicates int;
begin
  perform private.lock_imports(p_workspace);
  perform private.job_for(p_workspace, p_job, array['draft']);

  with recursive fresh as materialized (
    select * from private.new_import_rows(p_job, p_rows)
  ), issues as (
    insert into public.import_issues (job_id, row_number, workspace_id, reason, detail, cells)
    select p_job, row_number, p_workspace, coalesce(error ->> 'reason', 'invalid'), coalesce(error ->> 'detail', ''), cells
    from fresh where person is null
    returning 1
  ), keyed as materialized (
    select f.row_number, k as key, min(f.row_number) over (partition by k) as first_row
    from fresh f cross join lateral unnest(f.keys) k
    where f.person is not null
  ), owned as materialized (
    -- One look-up a key: joined freely, all keys of the workspace would be read for each chunk.
    select k.key, o.contact_id, o.contact_row
    from (select distinct key from keyed) k
    cross join lateral (
      select c.id as contact_id, case when c.job_id = p_job then c.row_number end as contact_row
      from public.contact_keys o join public.contacts c on c.id = o.contact_id
      where o.workspace_id = p_workspace and o.key = k.key and private.owns_keys(c.status, c.result, c.job_id = p_job)
      limit 1) o
  ), known as (
    select distinct on (k.row_number) k.row_number, o.contact_id, o.contact_row
    from keyed k join owned o on o.key = k.key
    order by k.row_number, k.first_row, k.key
  ), earlier as (
    select row_number, min(first_row) as parent_row from keyed where first_row < row_number group by row_number
  ), link as materialized (
    select f.row_number, f.id, known.contact_id, known.contact_row, earlier.parent_row
    from fresh f left join known on known.row_number = f.row_number left join earlier on earlier.row_number = f.row_number
    where f.person is not null
  ), tree as (
    select row_number, contact_id is not null as repeats, coalesce(contact_id, id) as root_id,
      case when contact_id is null then row_number else contact_row end as root_row
    from link where contact_id is not null or parent_row is null
    union all
    select l.row_number, true, t.root_id, t.root_row
    from tree t join link l on l.parent_row = t.row_number and l.contact_id is null
  ), added as (
    insert into public.contacts (id, workspace_id, job_id, row_number, cells, first_name, last_name, full_name, name_raw,
      company, company_raw, domain, title, location, country, linkedin_url, linkedin_id, given_email, given_phone, keys,
      status, duplicate_of, duplicate_of_row)
    select f.id, p_workspace, p_job, f.row_number, f.cells, f.person ->> 'first_name', f.person ->> 'last_name',
      f.person ->> 'full_name', f.person ->> 'name_raw', f.person ->> 'company', f.person ->> 'company_raw',
      f.person ->> 'domain', f.person ->> 'title', f.person ->> 'location', f.person ->> 'country',
      f.person ->> 'linkedin_url', f.person ->> 'linkedin_id', f.person ->> 'given_email', f.person ->> 'given_phone', f.keys,
      case when t.repeats then 'duplicate' else 'draft' end, case when t.repeats then t.root_id end,
      case when t.repeats then t.root_row end
    from fresh f join tree t on t.row_number = f.row_number
    order by f.row_number
    returning status
  ), registered as (
    insert into public.contact_keys (workspace_id, key, contact_id)
    select p_workspace, k.key, t.root_id
    from keyed k join tree t on t.row_number = k.row_number
    where k.row_number = k.first_row and not exists (select 1 from owned o where o.key = k.key)
    on conflict (workspace_id, key) do update set contact_id = excluded.contact_id
    returning 1
  )
  select (select count(*) from added where status = 'draft'), (select count(*) from issues),
    (select count(*) from added where status = 'duplicate')
  into v_added, v_invalid, v_duplicates
  from (select count(*) from registered) r;

  update public.import_jobs set
    row_count = row_count + v_added + v_invalid + v_duplicates,
    contact_count = contact_count + v_added,
    invalid_count = invalid_count + v_invalid,
    duplicate_count = duplicate_count + v_duplicates,
    updated_at = now()
  where id = p_job;
  return jsonb_build_object('added', v_added, 'invalid', v_invalid, 'duplicates', v_duplicates);
end $$;
comment on function public.import_add_rows(uuid, uuid, jsonb) is
  'Rows of a draft: [{row_number, cells, person, keys} | {row_number, cells, error}]. Sending a row twice is harmless.';
grant execute on function public.import_add_rows(uuid, uuid, jsonb) to service_role;

create function public.import_summary(p_workspace uuid, p_job uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_job public.import_jobs;
begin
  select * into v_job from public.import_jobs where id = p_job and workspace_id = p_workspace;
  if v_job.id is null then
    perform private.refuse('not_found', 'This import does not exist.');
  end if;
  return jsonb_build_object(
    'job', to_jsonb(v_job),
    'rows', v_job.row_count,
    'contacts', v_job.contact_count,
    'invalid', v_job.invalid_count,
    'duplicates_in_file', (
      select count(*) from public.contacts where job_id = p_job and status = 'duplicate' and duplicate_of_row is not null),
    'duplicates_known', (
      select count(*) from public.contacts where job_id = p_job and status = 'duplicate' and duplicate_of_row is null),
    'issues', (
      select coalesce(jsonb_agg(jsonb_build_object('row_number', row_number, 'reason', reason, 'detail', detail, 'cells', cells) order by row_number), '[]')
      from (select * from public.import_issues where job_id = p_job order by row_number limit 200) i),
    'duplicates', (
      select coalesce(jsonb_agg(jsonb_build_object('row_number', row_number, 'duplicate_of_row', duplicate_of_row,
        'name', coalesce(full_name, nullif(concat_ws(' ', first_name, last_name), ''), given_email, linkedin_url)) order by row_number), '[]')
      from (select * from public.contacts where job_id = p_job and status = 'duplicate' order by row_number limit 200) d));
end $$;
comment on function public.import_summary(uuid, uuid) is 'What an import holds, with the first 200 invalid rows and duplicates.';
grant execute on function public.import_summary(uuid, uuid) to service_role;

create function public.import_discard(p_workspace uuid, p_job uuid, p_actor uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  perform private.lock_imports(p_workspace);
  perform private.job_for(p_workspace, p_job, array['draft']);
  delete from public.contact_keys ck using public.contacts c cross join lateral unnest(c.keys) k
  where c.job_id = p_job and ck.workspace_id = p_workspace and ck.key = k
    and exists (select 1 from public.contacts o where o.id = ck.contact_id and o.job_id = p_job);
  delete from public.import_jobs where id = p_job;
  perform private.audit(p_workspace, p_actor, 'import_discard', p_job::text);
  return jsonb_build_object('job_id', p_job);
end $$;
comment on function public.import_discard(uuid, uuid, uuid) is 'Deletes a draft and its rows.';
grant execute on function public.import_discard(uuid, uuid, uuid) to service_role;
