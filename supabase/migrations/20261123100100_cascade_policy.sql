-- Cascade policy: what answers were seen in which situation, discounted, and the snapshots that plans are made from.
-- Only counts are kept here: no name, no address, no workspace. They outlive the contacts they were counted from.

create table public.policy_counts (
  -- What simulators say must not steer what real providers are asked.
  sandbox boolean not null,
  -- private.policy_segment of the contact.
  segment text not null,
  channel text not null check (channel in ('email', 'phone')),
  -- Providers that had answered before without an acceptable answer: names sorted, joined by "+".
  missed text not null,
  -- The best answer in hand: none, weak (confidence below 70) or fair.
  held text not null check (held in ('none', 'weak', 'fair')),
  provider text not null,
  -- Answered asks; with half of its weight after 1,400 contacts, so no whole number.
  asked double precision not null,
  -- Of these, answers by band of confidence: from 1, 70, 80, 85, 90 and 95 on.
  quality double precision[] not null,
  cost_micros double precision not null,
  primary key (sandbox, channel, segment, missed, held, provider)
);
comment on table public.policy_counts is 'What asking a provider brought, by situation; fractions, because old asks count less.';

create table public.policy_shortfalls (
  sandbox boolean not null,
  channel text not null check (channel in ('email', 'phone')),
  provider text not null,
  -- Good answers (confidence 90 or better) missing to three quarters of what the counts made us expect; never below 0.
  owes double precision not null,
  primary key (sandbox, channel, provider)
);
comment on table public.policy_shortfalls is 'What providers owe against their record. Above 12 a provider has collapsed, and its record counts a tenth from then on.';

create table public.policy_progress (
  sandbox boolean primary key,
  -- The last row of the trail that was counted.
  last_result_id bigint not null default 0,
  -- Asks counted since the newest snapshot.
  asks_since int not null default 0
);
comment on table public.policy_progress is 'How far the trail is counted.';
insert into public.policy_progress (sandbox) values (false), (true);

create table public.policy_snapshots (
  id bigint generated always as identity primary key,
  sandbox boolean not null,
  -- {settings, priors, cells}: all that a plan depends on besides the contact.
  params jsonb not null,
  created_at timestamptz not null default now()
);
comment on table public.policy_snapshots is 'What the policy knew at a time. A job keeps the one it started with, so that each of its plans can be made again.';
create index policy_snapshots_newest on public.policy_snapshots (sandbox, id);
create trigger policy_snapshots_immutable before update on public.policy_snapshots
  for each statement execute function private.refuse_change();

alter table public.policy_counts enable row level security;
alter table public.policy_shortfalls enable row level security;
alter table public.policy_progress enable row level security;
alter table public.policy_snapshots enable row level security;
grant select on public.policy_counts, public.policy_shortfalls, public.policy_progress, public.policy_snapshots to service_role;

-- The same list and names as shared/core/cascade/policy/segment.ts.
create function private.policy_segment(p_domain text, p_linkedin_url text) returns text
language sql immutable set search_path = '' as $$
  select case
    when p_domain is null then 'no_domain'
    when lower(p_domain) ~ '(^|\.)(at|be|bg|ch|cy|cz|de|dk|ee|es|eu|fi|fr|gr|hr|hu|ie|is|it|li|lt|lu|lv|mt|nl|no|pl|pt|ro|se|si|sk|uk)$'
      then 'european'
    else 'elsewhere' end || case when p_linkedin_url is null then '' else '+profile' end
$$;

-- The same edges as shared/core/cascade/policy/quality.ts; 0 is no answer.
create function private.policy_band(p_confidence int) returns int
language sql immutable set search_path = '' as $$
  select case when p_confidence is null then 0 else
    (p_confidence >= 1)::int + (p_confidence >= 70)::int + (p_confidence >= 80)::int + (p_confidence >= 85)::int
      + (p_confidence >= 90)::int + (p_confidence >= 95)::int end
$$;

-- Counts what the trail holds behind the watermark: answered asks alone, errors are no misses. Rows younger than p_lag_ms
-- wait, because a transaction that began before them may still be writing. One caller at a time; the others go away.
create function private.policy_count(p_sandbox boolean, p_lag_ms int) returns int
language plpgsql set search_path = '' as $$
declare
  v_from bigint;
  v_upto bigint;
  v_cells jsonb;
  v_counted int;
begin
  select last_result_id into v_from from public.policy_progress where sandbox = p_sandbox for update skip locked;
  if v_from is null then
    return 0;
  end if;
  select coalesce(min(id) filter (where answered_at > clock_timestamp() - p_lag_ms * interval '1 millisecond') - 1, max(id))
  into v_upto from (
    select id, answered_at from public.enrichment_results where id > v_from order by id limit 20000) r;
  if v_upto is null or v_upto <= v_from then
    return 0;
  end if;

  -- By situation, each ask weighed by how many contacts were begun after it.
  with asks as (
    select private.policy_segment(c.domain, c.linkedin_url) as segment, r.channel, b.missed,
      case private.policy_band(b.confidence) when 0 then 'none' when 1 then 'weak' else 'fair' end as held, r.provider,
      private.policy_band(case when r.outcome = 'miss' then null when r.channel = 'phone' then 100 else r.confidence end) as band,
      r.cost_micros, coalesce(sum(case when b.missed = '' then 1 else 0 end) over (
        partition by r.channel order by r.id rows between 1 following and unbounded following), 0) as later
    from public.enrichment_results r
    join public.contacts c on c.id = r.contact_id
    join public.import_jobs j on j.id = r.job_id and coalesce((j.options ->> 'sandbox')::boolean, false) = p_sandbox
    cross join lateral (
      select coalesce(string_agg(distinct x.provider collate "C", '+' order by x.provider collate "C"), '') as missed,
        max(case when x.outcome = 'found' then x.confidence end) as confidence
      from public.enrichment_results x
      where x.contact_id = r.contact_id and x.channel = r.channel and x.id < r.id and x.outcome in ('found', 'miss')
        and x.provider <> r.provider
    ) b
    where r.id > v_from and r.id <= v_upto and r.outcome in ('found', 'miss')
  ), cells as (
    select segment, channel, missed, held, provider, count(*) as asks, count(*) filter (where band >= 5) as good,
      sum(w) as asked, sum(w * cost_micros) as cost_micros,
      array[coalesce(sum(w) filter (where band = 1), 0), coalesce(sum(w) filter (where band = 2), 0),
        coalesce(sum(w) filter (where band = 3), 0), coalesce(sum(w) filter (where band = 4), 0),
        coalesce(sum(w) filter (where band = 5), 0), coalesce(sum(w) filter (where band = 6), 0)] as quality
    from (select a.*, power(0.5::double precision, later / 1400.0::double precision) as w from asks a) a
    group by segment, channel, missed, held, provider
  )
  select coalesce(jsonb_agg(to_jsonb(cells)), '[]'), coalesce(sum(asks), 0) into v_cells, v_counted from cells;

  -- What providers owe, where their record is long enough to expect something. Whoever owes too much has collapsed.
  insert into public.policy_shortfalls (sandbox, channel, provider, owes)
  select distinct p_sandbox, channel, provider, 0 from jsonb_to_recordset(v_cells) c (channel text, provider text)
  on conflict do nothing;
  update public.policy_shortfalls s set owes = greatest(0, s.owes + o.change)
  from (
    select c.channel, c.provider, sum(0.75 * c.asks * (p.quality[5] + p.quality[6]) / p.asked - c.good) as change
    from jsonb_to_recordset(v_cells) c (segment text, channel text, missed text, held text, provider text, asks int, good int)
    join public.policy_counts p on p.sandbox = p_sandbox and p.channel = c.channel and p.segment = c.segment
      and p.missed = c.missed and p.held = c.held and p.provider = c.provider and p.asked >= 20
    group by c.channel, c.provider
  ) o
  where s.sandbox = p_sandbox and s.channel = o.channel and s.provider = o.provider;

  -- Time moves on by one with each contact's first ask, for what was counted before.
  update public.policy_counts p set asked = p.asked * f.factor, cost_micros = p.cost_micros * f.factor,
    quality = array(select q * f.factor from unnest(p.quality) with ordinality u (q, n) order by n)
  from (
    select p.channel, p.provider, t.factor * case when s.owes > 12 then 0.1 else 1 end as factor
    from (select distinct channel, provider from public.policy_counts where sandbox = p_sandbox) p
    join (
      select channel, power(0.5::double precision, coalesce(sum(asks) filter (where missed = ''), 0)::double precision / 1400.0) as factor
      from jsonb_to_recordset(v_cells) c (channel text, missed text, asks int) group by channel
    ) t on t.channel = p.channel
    left join public.policy_shortfalls s on s.sandbox = p_sandbox and s.channel = p.channel and s.provider = p.provider
  ) f
  where p.sandbox = p_sandbox and p.channel = f.channel and p.provider = f.provider;
  update public.policy_shortfalls set owes = 0 where sandbox = p_sandbox and owes > 12;
  -- What is hardly remembered is forgotten.
  delete from public.policy_counts where sandbox = p_sandbox and asked < 0.01;

  insert into public.policy_counts (sandbox, segment, channel, missed, held, provider, asked, quality, cost_micros)
  select p_sandbox, segment, channel, missed, held, provider, asked, quality, cost_micros
  from jsonb_to_recordset(v_cells) c (segment text, channel text, missed text, held text, provider text,
    asked double precision, quality double precision[], cost_micros double precision)
  on conflict (sandbox, channel, segment, missed, held, provider) do update set
    asked = policy_counts.asked + excluded.asked,
    cost_micros = policy_counts.cost_micros + excluded.cost_micros,
    quality = array(select a + b from unnest(policy_counts.quality, excluded.quality) with ordinality u (a, b, n) order by n);

  update public.policy_progress set last_result_id = v_upto, asks_since = asks_since + v_counted where sandbox = p_sandbox;
  return v_counted;
end $$;

create function public.policy_learn(p_params jsonb, p_lag_ms int, p_min_asks int, p_min_age_ms bigint) returns jsonb
language plpgsql security definer set search_path = '' set jit = off as $$
declare
  v_sandbox boolean;
  v_counted int := 0;
  v_made int := 0;
begin
  foreach v_sandbox in array array[false, true] loop
    v_counted := v_counted + private.policy_count(v_sandbox, p_lag_ms);
    if exists (select 1 from public.policy_progress where sandbox = v_sandbox and asks_since >= greatest(p_min_asks, 1))
      and not exists (select 1 from public.policy_snapshots where sandbox = v_sandbox
        and created_at > clock_timestamp() - p_min_age_ms * interval '1 millisecond')
    then
      insert into public.policy_snapshots (sandbox, params)
      select v_sandbox, p_params || jsonb_build_object('cells', coalesce(jsonb_agg(jsonb_build_object(
        'segment', segment, 'channel', channel, 'missed', missed, 'held', held, 'provider', provider,
        'asked', round(asked::numeric, 4), 'cost_micros', round(cost_micros::numeric, 2),
        'quality', (select jsonb_agg(round(q::numeric, 4) order by n) from unnest(quality) with ordinality u (q, n)))
        order by channel, segment, missed, held, provider), '[]'))
      from public.policy_counts where sandbox = v_sandbox;
      update public.policy_progress set asks_since = 0 where sandbox = v_sandbox;
      v_made := v_made + 1;
    end if;
  end loop;
  -- A month later nobody asks why any more, unless a job still names it.
  if v_made > 0 then
    delete from public.policy_snapshots s where s.created_at < now() - interval '30 days'
      and s.id < (select max(n.id) from public.policy_snapshots n where n.sandbox = s.sandbox)
      and not exists (select 1 from public.import_jobs j where j.options ->> 'policy_snapshot' = s.id::text);
  end if;
  return jsonb_build_object('counted', v_counted, 'snapshots', v_made);
end $$;
comment on function public.policy_learn(jsonb, int, int, bigint) is
  'Counts new answers of the trail, and makes a snapshot with p_params = {settings, priors} when p_min_asks came since the last and that is p_min_age_ms old.';
grant execute on function public.policy_learn(jsonb, int, int, bigint) to service_role;

create function public.policy_snapshot_get(p_id bigint) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_params jsonb;
begin
  select params || jsonb_build_object('id', id) into v_params from public.policy_snapshots where id = p_id;
  if v_params is null then
    perform private.refuse('not_found', 'This snapshot does not exist.');
  end if;
  return v_params;
end $$;
comment on function public.policy_snapshot_get(bigint) is '{id, settings, priors, cells} of one snapshot.';
grant execute on function public.policy_snapshot_get(bigint) to service_role;

-- A job plans by what is known when it starts, to its end.
create function private.take_policy() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.options := new.options || jsonb_build_object('policy_snapshot', (
    select id from public.policy_snapshots
    where sandbox = coalesce((new.options ->> 'sandbox')::boolean, false) order by id desc limit 1));
  return new;
end $$;
create trigger import_jobs_take_policy before update of status on public.import_jobs
  for each row when (old.status = 'draft' and new.status <> 'draft') execute function private.take_policy();

-- What the shadow report replays: how many contacts of a segment went which way through the e-mail cascade, and what an
-- answer of each band cost at each provider. Band -1: the provider could not be asked about this person.
create function public.job_paths(p_workspace uuid, p_job uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  if not exists (select 1 from public.import_jobs where id = p_job and workspace_id = p_workspace) then
    perform private.refuse('not_found', 'This import does not exist.');
  end if;
  return (
    with asks as (
      select r.contact_id, r.id, r.provider, r.cost_micros,
        case when r.outcome = 'bad_input' then -1 else private.policy_band(case when r.outcome = 'found' then r.confidence end) end as band
      from public.enrichment_results r
      where r.job_id = p_job and r.channel = 'email' and r.outcome in ('found', 'miss', 'bad_input')
    ), ways as (
      select private.policy_segment(c.domain, c.linkedin_url) as segment, w.way, count(*) as contacts
      from (select contact_id, jsonb_agg(jsonb_build_array(provider, band) order by id) as way from asks group by contact_id) w
      join public.contacts c on c.id = w.contact_id and c.email_done
      group by 1, 2
    )
    select jsonb_build_object(
      'paths', coalesce((select jsonb_agg(jsonb_build_object('segment', segment, 'contacts', contacts, 'asks', way)
        order by contacts desc, way) from ways), '[]'),
      'costs', coalesce((select jsonb_agg(jsonb_build_object('provider', provider, 'band', band, 'mean_micros', micros)
        order by provider, band) from (
          select provider, band, round(avg(cost_micros)) as micros from asks group by provider, band) c), '[]')));
end $$;
comment on function public.job_paths(uuid, uuid) is
  '{paths: [{segment, contacts, asks: [[provider, band], …]}], costs: [{provider, band, mean_micros}]} of a job''s e-mail cascades.';
grant execute on function public.job_paths(uuid, uuid) to service_role;
