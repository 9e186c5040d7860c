-- Verification lists: files of addresses or numbers that are checked row by row. A worker does it, so that a closed tab
-- loses nothing: rows are claimed, and only who holds the claim may settle them.

create table public.verification_lists (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references public.workspaces (id) on delete cascade,
  -- Null for API keys.
  created_by uuid references auth.users (id) on delete set null,
  name text not null default '',
  kind text not null check (kind in ('email', 'phone')),
  -- The file's own headers, in order.
  columns jsonb not null default '[]',
  -- Index of the column that holds the address or number.
  value_column int not null check (value_column >= 0),
  -- The country of numbers without a country code.
  region text check (region ~ '^[A-Z]{2}$'),
  -- The same list as listStatuses in shared/core/verification/list-words.ts; a test compares the two.
  status text not null default 'draft' check (status in ('draft', 'running', 'completed')),
  row_count int not null default 0,
  checked_count int not null default 0,
  -- Rows by the word that stands in their column status.
  counts jsonb not null default '{}',
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  -- When rows were last claimed: lists take turns.
  served_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
) with (fillfactor = 50);
comment on table public.verification_lists is 'One list to verify: its columns, and how far it is.';
create index verification_lists_workspace on public.verification_lists (workspace_id, created_at desc, id);
create index verification_lists_running on public.verification_lists (served_at) where status = 'running';

create table public.verification_rows (
  list_id uuid not null references public.verification_lists (id) on delete cascade,
  row_number int not null check (row_number > 0),
  workspace_id uuid not null,
  -- The row as it came, in the order of verification_lists.columns.
  cells jsonb not null default '[]',
  -- What is verified, trimmed; empty when the row has none.
  value text not null check (length(value) <= 1000),
  -- Null while it waits. The same words as in shared/core/verification/list-words.ts.
  status text check (status in ('deliverable', 'risky', 'undeliverable', 'unknown', 'valid', 'possible', 'invalid', 'empty')),
  verdict jsonb,
  claim uuid,
  claimed_until timestamptz,
  attempts int not null default 0,
  primary key (list_id, row_number)
);
comment on table public.verification_rows is 'One row of a list: what it says, and what verification said of it.';
create index verification_rows_waiting on public.verification_rows (list_id, row_number) where status is null;
create index verification_rows_claim on public.verification_rows (claim) where claim is not null and status is null;
create index verification_rows_value on public.verification_rows (list_id, md5(value)) where status is null;

alter table public.verification_lists enable row level security;
alter table public.verification_rows enable row level security;
create policy "members can read the verification lists of their workspaces" on public.verification_lists
  for select to authenticated using (workspace_id in (select private.my_workspaces()));
create policy "members can read the verified rows of their workspaces" on public.verification_rows
  for select to authenticated using (workspace_id in (select private.my_workspaces()));
grant select on public.verification_lists, public.verification_rows to authenticated, service_role;

-- The list, locked, or not_found. Says conflict when it is in none of the given states.
create function private.verification_list_for(p_workspace uuid, p_list uuid, p_statuses text[]) returns public.verification_lists
language plpgsql set search_path = '' as $$
declare
  v_list public.verification_lists;
begin
  select * into v_list from public.verification_lists where id = p_list and workspace_id = p_workspace for no key update;
  if v_list.id is null then
    perform private.refuse('not_found', 'This list does not exist.');
  end if;
  if not v_list.status = any (p_statuses) then
    perform private.refuse('conflict', format('The list is %s.', v_list.status));
  end if;
  return v_list;
end $$;

create function public.verification_list_create(p_workspace uuid, p_actor uuid, p_list jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_id uuid;
begin
  if not exists (select 1 from public.workspaces where id = p_workspace) then
    perform private.refuse('not_found', 'This workspace does not exist.');
  end if;
  insert into public.verification_lists (workspace_id, created_by, name, kind, columns, value_column, region)
  values (p_workspace, p_actor, coalesce(left(p_list ->> 'name', 300), ''), p_list ->> 'kind',
    coalesce(nullif(p_list -> 'columns', 'null'), '[]'), (p_list ->> 'value_column')::int, p_list ->> 'region')
  returning id into v_id;
  return jsonb_build_object('list_id', v_id);
end $$;
comment on function public.verification_list_create(uuid, uuid, jsonb) is 'A draft: {name, kind, columns, value_column, region}.';
grant execute on function public.verification_list_create(uuid, uuid, jsonb) to service_role;

create function public.verification_list_add_rows(p_workspace uuid, p_list uuid, p_rows jsonb, p_most int) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_list public.verification_lists;
  v_added int;
begin
  v_list := private.verification_list_for(p_workspace, p_list, array['draft']);
  insert into public.verification_rows (list_id, row_number, workspace_id, cells, value)
  select p_list, (r ->> 'row_number')::int, p_workspace, r -> 'cells',
    left(btrim(coalesce(r -> 'cells' ->> v_list.value_column, ''), E' \t\r\n\u00a0'), 1000)
  from jsonb_array_elements(p_rows) r
  on conflict do nothing;
  get diagnostics v_added = row_count;
  if v_list.row_count + v_added > p_most then
    perform private.refuse('payload_too_large', format('One list takes %s rows.', p_most));
  end if;
  update public.verification_lists set row_count = row_count + v_added, updated_at = now() where id = p_list;
  return jsonb_build_object('added', v_added, 'rows', v_list.row_count + v_added);
end $$;
comment on function public.verification_list_add_rows(uuid, uuid, jsonb, int) is 'Rows of a draft: [{row_number, cells}]. A row sent twice is there once.';
grant execute on function public.verification_list_add_rows(uuid, uuid, jsonb, int) to service_role;

create function public.verification_list_start(p_workspace uuid, p_list uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_list public.verification_lists;
  v_empty int;
begin
  v_list := private.verification_list_for(p_workspace, p_list, array['draft', 'running', 'completed']);
  -- Started already: a repeated request changes nothing.
  if v_list.status <> 'draft' then
    return to_jsonb(v_list);
  end if;
  update public.verification_rows set status = 'empty' where list_id = p_list and value = '';
  get diagnostics v_empty = row_count;
  if v_list.row_count = v_empty then
    perform private.refuse('unprocessable', 'The list holds nothing to verify: the chosen column is empty.');
  end if;
  update public.verification_lists
  set status = 'running', started_at = now(), updated_at = now(), checked_count = v_empty,
    counts = case when v_empty > 0 then jsonb_build_object('empty', v_empty) else '{}' end
  where id = p_list returning * into v_list;
  return to_jsonb(v_list);
end $$;
comment on function public.verification_list_start(uuid, uuid) is 'Hands a draft to the workers. Rows without a value are done at once.';
grant execute on function public.verification_list_start(uuid, uuid) to service_role;

create function public.verification_list_delete(p_workspace uuid, p_list uuid, p_actor uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  perform private.verification_list_for(p_workspace, p_list, array['draft', 'running', 'completed']);
  delete from public.verification_lists where id = p_list;
  perform private.audit(p_workspace, p_actor, 'verification_list_delete', p_list::text);
  return jsonb_build_object('list_id', p_list);
end $$;
comment on function public.verification_list_delete(uuid, uuid, uuid) is 'Deletes a list with its rows, in any state. A worker on it settles nothing any more.';
grant execute on function public.verification_list_delete(uuid, uuid, uuid) to service_role;

create function public.verification_list_get(p_workspace uuid, p_list uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_list public.verification_lists;
begin
  select * into v_list from public.verification_lists where id = p_list and workspace_id = p_workspace;
  if v_list.id is null then
    perform private.refuse('not_found', 'This list does not exist.');
  end if;
  return to_jsonb(v_list);
end $$;
comment on function public.verification_list_get(uuid, uuid) is 'A list and how far it is.';
grant execute on function public.verification_list_get(uuid, uuid) to service_role;

create function public.verification_lists_recent(p_workspace uuid, p_limit int) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(to_jsonb(l) order by l.created_at desc, l.id), '[]')
  from (
    select * from public.verification_lists where workspace_id = p_workspace order by created_at desc, id
    limit least(greatest(p_limit, 1), 200)
  ) l
$$;
comment on function public.verification_lists_recent(uuid, int) is 'Lists of a workspace, newest first.';
grant execute on function public.verification_lists_recent(uuid, int) to service_role;

create function public.verification_list_rows(p_workspace uuid, p_list uuid, p_after int, p_limit int, p_status text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  perform public.verification_list_get(p_workspace, p_list);
  return (
    select coalesce(jsonb_agg(jsonb_build_object('row_number', row_number, 'cells', cells, 'value', value, 'status', status,
      'verdict', verdict) order by row_number), '[]')
    from (
      select * from public.verification_rows
      where list_id = p_list and row_number > p_after and (p_status is null or status = p_status)
      order by row_number
      limit least(greatest(p_limit, 1), 1000)
    ) r);
end $$;
comment on function public.verification_list_rows(uuid, uuid, int, int, text) is 'Rows of a list by number, from behind p_after; p_status null means all.';
grant execute on function public.verification_list_rows(uuid, uuid, int, int, text) to service_role;

-- One claim: rows of the list that has waited longest, in file order. Claims that ran out are given anew; a row that
-- has cost several workers their life is given alone, so that it cannot hold up others.
create function public.verification_list_claim(p_limit int, p_lease_ms int) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_list public.verification_lists;
  v_claim uuid := gen_random_uuid();
  v_rows jsonb;
begin
  for v_list in
    select * from public.verification_lists where status = 'running' order by served_at limit 20 for no key update skip locked
  loop
    with waiting as (
      select row_number, attempts from public.verification_rows
      where list_id = v_list.id and status is null and (claimed_until is null or claimed_until <= clock_timestamp())
      order by row_number limit least(greatest(p_limit, 1), 1000) for update skip locked
    ),
    chosen as (
      select row_number from waiting where attempts < 2
      union all
      (select row_number from waiting where attempts >= 2 and not exists (select 1 from waiting where attempts < 2)
       order by row_number limit 1)
    ),
    claimed as (
      update public.verification_rows r
      set claim = v_claim, claimed_until = clock_timestamp() + p_lease_ms * interval '1 millisecond', attempts = r.attempts + 1
      from chosen c where r.list_id = v_list.id and r.row_number = c.row_number
      returning r.row_number, r.value, r.attempts
    )
    select jsonb_agg(jsonb_build_object('row_number', row_number, 'value', value, 'attempts', attempts) order by row_number)
    into v_rows from claimed;
    if v_rows is not null then
      update public.verification_lists set served_at = clock_timestamp() where id = v_list.id;
      return jsonb_build_object('claim', v_claim, 'list_id', v_list.id, 'workspace_id', v_list.workspace_id,
        'kind', v_list.kind, 'region', v_list.region, 'rows', v_rows);
    end if;
  end loop;
  return null;
end $$;
comment on function public.verification_list_claim(int, int) is 'Leases rows to a worker: {claim, list_id, kind, region, rows}, or null when nothing waits.';
grant execute on function public.verification_list_claim(int, int) to service_role;

-- Results of a claim: [{row_number, status, verdict}]. Rows that say the same get the same verdict. Who lost the claim changes nothing.
create function public.verification_list_settle(p_list uuid, p_claim uuid, p_results jsonb) returns jsonb
language plpgsql security definer set search_path = ''
-- A plan made for a list of three would be used for hundreds in the same session.
set plan_cache_mode = force_custom_plan as $$
declare
  v_list public.verification_lists;
  v_counts jsonb;
  v_settled int;
begin
  select * into v_list from public.verification_lists where id = p_list for no key update;
  if v_list.id is null then
    return jsonb_build_object('settled', 0);
  end if;
  with result as materialized (
    select r.value, x ->> 'status' as status, x -> 'verdict' as verdict
    from jsonb_array_elements(p_results) x
    join public.verification_rows r
      on r.list_id = p_list and r.row_number = (x ->> 'row_number')::int and r.claim = p_claim and r.status is null
  ),
  by_value as (
    select distinct on (value) value, status, verdict from result order by value
  ),
  settled as (
    update public.verification_rows r
    set status = v.status, verdict = v.verdict, claim = null, claimed_until = null
    from by_value v
    where r.list_id = p_list and r.status is null and md5(r.value) = md5(v.value) and r.value = v.value
    returning r.status
  )
  select coalesce(jsonb_object_agg(s.status, s.n), '{}'), coalesce(sum(s.n), 0) into v_counts, v_settled
  from (select status, count(*) as n from settled group by status) s;

  update public.verification_lists l
  set checked_count = l.checked_count + v_settled,
    counts = (
      select coalesce(jsonb_object_agg(k, coalesce((l.counts ->> k)::int, 0) + coalesce((v_counts ->> k)::int, 0)), '{}')
      from (select jsonb_object_keys(l.counts) union select jsonb_object_keys(v_counts)) names (k)),
    status = case when l.checked_count + v_settled >= l.row_count then 'completed' else l.status end,
    finished_at = case when l.checked_count + v_settled >= l.row_count then now() end,
    updated_at = now()
  where l.id = p_list;
  return jsonb_build_object('settled', v_settled);
end $$;
comment on function public.verification_list_settle(uuid, uuid, jsonb) is 'Writes verdicts of a claim and counts them; {settled}.';
grant execute on function public.verification_list_settle(uuid, uuid, jsonb) to service_role;

create function public.verification_lists_waiting() returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select 1 from public.verification_lists l
    where l.status = 'running' and exists (
      select 1 from public.verification_rows r
      where r.list_id = l.id and r.status is null and (r.claimed_until is null or r.claimed_until <= now())))
$$;
comment on function public.verification_lists_waiting() is 'Whether rows wait for a worker.';
grant execute on function public.verification_lists_waiting() to service_role;

-- Rows whose verdict is being made elsewhere come back after a while; that costs none of their attempts.
create function public.verification_list_wait(p_list uuid, p_claim uuid, p_rows int[], p_delay_ms int) returns int
language plpgsql security definer set search_path = '' as $$
declare
  v_waiting int;
begin
  update public.verification_rows
  set claim = null, attempts = greatest(attempts - 1, 0),
    claimed_until = clock_timestamp() + least(greatest(p_delay_ms, 0), 600000) * interval '1 millisecond'
  where list_id = p_list and claim = p_claim and status is null and row_number = any (p_rows);
  get diagnostics v_waiting = row_count;
  return v_waiting;
end $$;
comment on function public.verification_list_wait(uuid, uuid, int[], int) is 'Gives rows of a claim back until their verdict may be there.';
grant execute on function public.verification_list_wait(uuid, uuid, int[], int) to service_role;
