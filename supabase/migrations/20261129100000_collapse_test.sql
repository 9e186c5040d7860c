-- How a collapse of a provider is noticed: by a sequential likelihood ratio instead of a number of answers owed.

alter table public.policy_shortfalls rename to policy_evidence;
alter table public.policy_evidence rename constraint policy_shortfalls_pkey to policy_evidence_pkey;
alter table public.policy_evidence rename constraint policy_shortfalls_channel_check to policy_evidence_channel_check;
alter table public.policy_evidence rename column owes to evidence;
comment on table public.policy_evidence is 'What speaks for a collapse of a provider, as log-likelihood ratio, never below 0. Above ln(100,000) its record is dropped.';
-- What was owed in answers is no likelihood; the test begins anew.
update public.policy_evidence set evidence = 0;

-- Counts what the trail holds behind the watermark: answered asks alone, errors are no misses. Rows younger than p_lag_ms
-- wait, because a transaction that began before them may still be writing. One caller at a time; the others go away.
create or replace function private.policy_count(p_sandbox boolean, p_lag_ms int) returns int
language plpgsql set search_path = '' as $$
declare
  v_from bigint;
  v_upto bigint;
  v_cells jsonb;
  v_verdicts jsonb;
  v_time jsonb;
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

  -- Each ask is weighed by how many contacts were begun after it, and adds what it says for a collapse of its provider: the
  -- log-likelihood ratio of a quarter of its record's rate of good answers (shared/core/cascade/learning/collapse.ts).
  with asks as materialized (
    select r.id, private.policy_segment(c.domain, c.linkedin_url) as segment, r.channel, b.missed,
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
  ), said as (
    -- The sum over the asks of a provider so far; only records that are long enough tell.
    select a.id, a.channel, a.provider, coalesce(e.evidence, 0) as evidence, sum(coalesce(
        case when a.band >= 5 then ln(0.25::double precision) else ln((1 - 0.25 * p.rate) / (1 - p.rate)) end, 0)
      ) over (partition by a.channel, a.provider order by a.id) as said
    from asks a
    left join public.policy_evidence e on e.sandbox = p_sandbox and e.channel = a.channel and e.provider = a.provider
    left join (
      select channel, segment, missed, held, provider, least(0.95, (quality[5] + quality[6]) / asked) as rate
      from public.policy_counts where sandbox = p_sandbox and asked >= 20 and quality[5] + quality[6] > 0
    ) p on p.channel = a.channel and p.segment = a.segment and p.missed = a.missed and p.held = a.held and p.provider = a.provider
  ), sums as (
    -- What a sum that never falls below 0 comes to: the distance from the lowest point so far.
    select id, channel, provider, said - least(-evidence, min(said) over (partition by channel, provider order by id)) as evidence
    from said
  ), alarms as (
    select channel, provider, min(id) as id from sums where evidence > ln(100000::double precision) group by channel, provider
  ), collapses as (
    -- Most likely it was when the sum began to rise for the last time.
    select a.channel, a.provider, coalesce(max(s.id) filter (where s.evidence = 0 and s.id < a.id), v_from) as after_id
    from alarms a join sums s using (channel, provider) group by a.channel, a.provider
  ), verdicts as (
    select distinct on (s.channel, s.provider) s.channel, s.provider,
      case when c.after_id is null then s.evidence else 0 end as evidence, c.after_id is not null as collapsed
    from sums s left join collapses c using (channel, provider) order by s.channel, s.provider, s.id desc
  ), cells as (
    select a.segment, a.channel, a.missed, a.held, a.provider, sum(w) as asked, sum(w * cost_micros) as cost_micros,
      array[coalesce(sum(w) filter (where band = 1), 0), coalesce(sum(w) filter (where band = 2), 0),
        coalesce(sum(w) filter (where band = 3), 0), coalesce(sum(w) filter (where band = 4), 0),
        coalesce(sum(w) filter (where band = 5), 0), coalesce(sum(w) filter (where band = 6), 0)] as quality
    from (select asks.*, power(0.5::double precision, later / 1400.0::double precision) as w from asks) a
    left join collapses c using (channel, provider)
    where a.id > coalesce(c.after_id, v_from)
    group by a.segment, a.channel, a.missed, a.held, a.provider
  )
  select (select coalesce(jsonb_agg(to_jsonb(cells)), '[]') from cells),
    (select coalesce(jsonb_agg(to_jsonb(verdicts)), '[]') from verdicts),
    (select coalesce(jsonb_agg(jsonb_build_object('channel', channel, 'contacts', contacts)), '[]')
      from (select channel, count(*) filter (where missed = '') as contacts from asks group by channel) t),
    (select count(*) from asks)
  into v_cells, v_verdicts, v_time, v_counted;

  insert into public.policy_evidence (sandbox, channel, provider, evidence)
  select p_sandbox, channel, provider, evidence
  from jsonb_to_recordset(v_verdicts) v (channel text, provider text, evidence double precision)
  on conflict (sandbox, channel, provider) do update set evidence = excluded.evidence;
  -- Of a provider that collapsed, only what it answered since is kept.
  delete from public.policy_counts p using jsonb_to_recordset(v_verdicts) v (channel text, provider text, collapsed boolean)
  where p.sandbox = p_sandbox and v.channel = p.channel and v.provider = p.provider and v.collapsed;

  -- Time moves on by one with each contact's first ask, for what was counted before.
  update public.policy_counts p set asked = p.asked * t.factor, cost_micros = p.cost_micros * t.factor,
    quality = array(select q * t.factor from unnest(p.quality) with ordinality u (q, n) order by n)
  from (
    select channel, power(0.5::double precision, contacts / 1400.0::double precision) as factor
    from jsonb_to_recordset(v_time) t (channel text, contacts int)
  ) t
  where p.sandbox = p_sandbox and p.channel = t.channel;
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
