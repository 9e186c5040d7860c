-- Destinations: where a workspace sends its results, and what has been delivered there.

create table public.destinations (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references public.workspaces (id) on delete cascade,
  kind text not null check (kind in ('hubspot')),
  -- Encrypted with SECRETS_KEY by the API before it comes here.
  secret_ciphertext text not null,
  -- So that people recognise their token.
  last_four text not null,
  -- The account behind the token as the destination names it; null: it did not say.
  account text,
  created_by uuid references auth.users (id) on delete set null,
  created_at timestamptz not null default now(),
  -- When the destination stopped taking the token; null: it takes it.
  refused_at timestamptz,
  -- One push at a time: until when somebody is at it, and which push it is.
  busy_until timestamptz,
  busy_with uuid,
  unique (workspace_id, kind)
);
comment on table public.destinations is 'Connected destinations of a workspace. The token is not readable by clients.';

create table public.deliveries (
  contact_id uuid not null references public.contacts (id) on delete cascade,
  destination_id uuid not null references public.destinations (id) on delete cascade,
  workspace_id uuid not null,
  -- failed: nobody knows whether it arrived, or it may work another time. refused: the destination will not have it as it is.
  state text not null check (state in ('sent', 'refused', 'failed')),
  reason text,
  -- What the destination said, cut.
  detail text check (length(detail) <= 300),
  external_id text,
  -- Of what was sent: a contact whose fingerprint has changed since is sent anew.
  fingerprint text not null,
  at timestamptz not null default clock_timestamp(),
  -- A second push finds the first one here.
  primary key (contact_id, destination_id),
  check ((state = 'sent') = (reason is null))
);
comment on table public.deliveries is 'What became of each contact at each destination, the last time it was sent there.';
create index deliveries_destination on public.deliveries (destination_id);

alter table public.destinations enable row level security;
alter table public.deliveries enable row level security;
create policy "members can read the destinations of their workspaces" on public.destinations
  for select to authenticated using (workspace_id in (select private.my_workspaces()));
create policy "members can read the deliveries of their workspaces" on public.deliveries
  for select to authenticated using (workspace_id in (select private.my_workspaces()));
-- Columns one by one: secret_ciphertext stays out.
grant select (id, workspace_id, kind, last_four, account, created_by, created_at, refused_at) on public.destinations to authenticated;
grant select on public.deliveries to authenticated, service_role;
grant select on public.destinations to service_role;

-- A push takes results out of the product as a download does.
alter table public.export_logs drop constraint export_logs_format_check;
alter table public.export_logs add constraint export_logs_format_check check (format in ('csv', 'xlsx', 'json', 'hubspot'));

create function private.destination_json(p_destination public.destinations) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('id', p_destination.id, 'kind', p_destination.kind, 'last_four', p_destination.last_four,
    'account', p_destination.account, 'created_at', p_destination.created_at, 'refused_at', p_destination.refused_at)
$$;

create function public.destination_get(p_workspace uuid, p_kind text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select private.destination_json(d) from public.destinations d where d.workspace_id = p_workspace and d.kind = p_kind
$$;
comment on function public.destination_get(uuid, text) is 'The destination without its token; null: not connected.';
grant execute on function public.destination_get(uuid, text) to service_role;

create function public.destination_set(p_workspace uuid, p_actor uuid, p_kind text, p_ciphertext text, p_last_four text, p_account text)
returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_before public.destinations;
  v_now public.destinations;
begin
  select * into v_before from public.destinations where workspace_id = p_workspace and kind = p_kind for update;
  -- What another account received says nothing of this one.
  if v_before.id is not null and (p_account is null or v_before.account is distinct from p_account) then
    delete from public.destinations where id = v_before.id;
  end if;
  insert into public.destinations (workspace_id, kind, secret_ciphertext, last_four, account, created_by)
  values (p_workspace, p_kind, p_ciphertext, p_last_four, p_account, p_actor)
  on conflict (workspace_id, kind) do update set secret_ciphertext = excluded.secret_ciphertext, last_four = excluded.last_four,
    account = excluded.account, created_by = excluded.created_by, created_at = now(), refused_at = null
  returning * into v_now;
  perform private.audit(p_workspace, p_actor, 'destination_set', v_now.id::text,
    jsonb_build_object('kind', p_kind, 'account', p_account));
  return private.destination_json(v_now);
end $$;
comment on function public.destination_set(uuid, uuid, text, text, text, text) is
  'Connects a destination or changes its token. With another account, or one not known, deliveries begin anew.';
grant execute on function public.destination_set(uuid, uuid, text, text, text, text) to service_role;

create function public.destination_delete(p_workspace uuid, p_actor uuid, p_kind text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_id uuid;
begin
  delete from public.destinations where workspace_id = p_workspace and kind = p_kind returning id into v_id;
  if v_id is null then
    perform private.refuse('not_found', 'This destination is not connected.');
  end if;
  perform private.audit(p_workspace, p_actor, 'destination_delete', v_id::text, jsonb_build_object('kind', p_kind));
end $$;
comment on function public.destination_delete(uuid, uuid, text) is 'Forgets a destination, its token and what was delivered there.';
grant execute on function public.destination_delete(uuid, uuid, text) to service_role;

-- The people of a job who may be delivered: found at or above the job's threshold, not reported as wrong, not suppressed
-- since. Of several with one address the first row counts: a destination knows people by their address.
create function private.push_people(p_workspace uuid, p_job uuid, p_destination uuid)
returns table (contact_id uuid, row_number int, person jsonb, fingerprint text, twin boolean, state text, reason text, detail text,
  at timestamptz, fresh boolean)
language sql stable set search_path = '' as $$
  select p.id, p.row_number, p.person, p.fingerprint, p.nth > 1, d.state, d.reason, d.detail, d.at,
    d.contact_id is null or d.fingerprint <> p.fingerprint
  from (
    select c.id, c.row_number, v.person, md5(v.person::text) as fingerprint,
      row_number() over (partition by lower(trim(c.email)) order by c.row_number) as nth
    from public.import_jobs j
    join public.contacts c on c.job_id = j.id
    cross join lateral (select jsonb_build_object('email', c.email, 'first_name', c.first_name, 'last_name', c.last_name,
      'full_name', c.full_name, 'company', c.company, 'domain', c.domain, 'title', c.title, 'linkedin_url', c.linkedin_url,
      'phone', c.phone, 'phone_type', c.phone_type) as person) v
    where j.id = p_job and j.workspace_id = p_workspace and c.status = 'done' and c.email is not null
      and c.email_confidence >= (j.options ->> 'threshold')::numeric and c.email_status is distinct from 'undeliverable'
      and coalesce(c.email_feedback, 'works') = 'works' and not private.is_suppressed(p_workspace, c.keys)
  ) p left join public.deliveries d on d.contact_id = p.id and d.destination_id = p_destination
$$;

-- What is still to be tried in the push that began at p_run: the new, the changed, and what did not arrive before it.
create function private.push_due(p_twin boolean, p_fresh boolean, p_state text, p_at timestamptz, p_run timestamptz) returns boolean
language sql immutable set search_path = '' as $$
  select not p_twin and (p_fresh or (p_state <> 'sent' and p_at < p_run))
$$;

create function public.push_begin(p_workspace uuid, p_job uuid, p_kind text, p_push uuid, p_run timestamptz, p_limit int, p_lease_ms int)
returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_destination public.destinations;
  v_now timestamptz := clock_timestamp();
  v_run timestamptz := least(coalesce(p_run, clock_timestamp()), clock_timestamp());
  v_job public.import_jobs;
begin
  select * into v_job from public.import_jobs where id = p_job and workspace_id = p_workspace;
  if v_job.id is null then
    perform private.refuse('not_found', 'This import does not exist.');
  end if;
  if v_job.status = 'draft' then
    perform private.refuse('conflict', 'The job has not been started.');
  end if;
  select * into v_destination from public.destinations where workspace_id = p_workspace and kind = p_kind for update;
  if v_destination.id is null then
    perform private.refuse('destination_not_connected');
  end if;
  if v_destination.refused_at is not null then
    perform private.refuse('destination_token');
  end if;
  if v_destination.busy_until > v_now and v_destination.busy_with is distinct from p_push then
    return jsonb_build_object('destination_id', v_destination.id, 'run', v_run, 'people', '[]'::jsonb,
      'busy_ms', ceil(extract(epoch from v_destination.busy_until - v_now) * 1000)::int);
  end if;
  update public.destinations set busy_until = v_now + p_lease_ms * interval '1 millisecond', busy_with = p_push
  where id = v_destination.id;
  return jsonb_build_object('destination_id', v_destination.id, 'run', v_run, 'busy_ms', 0,
    'secret_ciphertext', v_destination.secret_ciphertext,
    'sandbox', coalesce((v_job.options ->> 'sandbox')::boolean, false),
    'people', (
      select coalesce(jsonb_agg(t.person || jsonb_build_object('contact_id', t.contact_id, 'fingerprint', t.fingerprint) order by t.n), '[]')
      from (
        -- Those never tried come first, so that a refused row never holds up the others.
        select p.*, row_number() over (order by p.at nulls first, p.row_number) as n
        from private.push_people(p_workspace, p_job, v_destination.id) p
        where private.push_due(p.twin, p.fresh, p.state, p.at, v_run)
        order by n limit least(greatest(p_limit, 0), 1000)
      ) t));
end $$;
comment on function public.push_begin(uuid, uuid, text, uuid, timestamptz, int, int) is
  'Takes the destination for one push and hands out people to send; {destination_id, run, busy_ms, secret_ciphertext, sandbox, people}. busy_ms > 0: another push is at it.';
grant execute on function public.push_begin(uuid, uuid, text, uuid, timestamptz, int, int) to service_role;

-- Items: [{contact_id, fingerprint, state, reason, detail, external_id}].
create function public.push_record(p_workspace uuid, p_destination uuid, p_push uuid, p_items jsonb, p_lease_ms int) returns int
language plpgsql security definer set search_path = '' as $$
declare
  v_count int;
begin
  -- A destination that was disconnected meanwhile keeps no record.
  update public.destinations set busy_until = clock_timestamp() + p_lease_ms * interval '1 millisecond'
  where id = p_destination and workspace_id = p_workspace and busy_with = p_push;
  insert into public.deliveries (contact_id, destination_id, workspace_id, state, reason, detail, external_id, fingerprint)
  select i.contact_id, d.id, p_workspace, i.state, i.reason, left(i.detail, 300), i.external_id, i.fingerprint
  from jsonb_to_recordset(p_items) i (contact_id uuid, fingerprint text, state text, reason text, detail text, external_id text)
  join public.destinations d on d.id = p_destination and d.workspace_id = p_workspace
  join public.contacts c on c.id = i.contact_id and c.workspace_id = p_workspace
  on conflict (contact_id, destination_id) do update set state = excluded.state, reason = excluded.reason, detail = excluded.detail,
    external_id = coalesce(excluded.external_id, deliveries.external_id), fingerprint = excluded.fingerprint, at = excluded.at;
  get diagnostics v_count = row_count;
  return v_count;
end $$;
comment on function public.push_record(uuid, uuid, uuid, jsonb, int) is 'Writes down what became of people that were sent; returns how many.';
grant execute on function public.push_record(uuid, uuid, uuid, jsonb, int) to service_role;

create function public.push_end(p_workspace uuid, p_job uuid, p_actor uuid, p_destination uuid, p_push uuid, p_run timestamptz, p_refused boolean)
returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_sums jsonb;
begin
  update public.destinations set busy_until = null, busy_with = null,
    refused_at = case when p_refused then now() else refused_at end
  where id = p_destination and workspace_id = p_workspace and busy_with = p_push;
  with people as (
    select * from private.push_people(p_workspace, p_job, p_destination)
  ), refused as (
    select reason, count(*) as count, min(detail) as detail from people
    where not twin and not fresh and state <> 'sent' and at >= p_run group by reason
    union all
    select 'same_address', count(*), null from people where twin having count(*) > 0
  )
  select jsonb_build_object(
    'sent', (select count(*) from people where not twin and not fresh and state = 'sent' and at >= p_run),
    'already', (select count(*) from people where not twin and not fresh and state = 'sent' and at < p_run),
    'left', (select count(*) from people where private.push_due(twin, fresh, state, at, p_run)),
    'refused', (select coalesce(jsonb_agg(to_jsonb(r) order by r.count desc, r.reason), '[]') from refused r))
  into v_sums;
  if (v_sums ->> 'left')::int = 0 and (v_sums ->> 'sent')::int > 0 then
    insert into public.export_logs (workspace_id, job_id, actor, format, row_count)
    values (p_workspace, p_job, p_actor, 'hubspot', (v_sums ->> 'sent')::int);
  end if;
  return v_sums;
end $$;
comment on function public.push_end(uuid, uuid, uuid, uuid, uuid, timestamptz, boolean) is
  'Frees the destination and sums up the push that began at p_run; {sent, already, left, refused: [{reason, count, detail}]}.';
grant execute on function public.push_end(uuid, uuid, uuid, uuid, uuid, timestamptz, boolean) to service_role;
