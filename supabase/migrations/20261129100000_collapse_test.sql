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

  -- What speaks for a collapse: a CUSUM of log-likelihood ratios, a quarter of the record's rate of good answers against the
  -- whole (shared/core/cascade/learning/collapse.ts). Only records that are long enough tell.
  insert into public.policy_evidence (sandbox, channel, provider, evidence)
  select distinct p_sandbox, channel, provider, 0 from jsonb_to_recordset(v_cells) c (channel text, provider text)
  on conflict do nothing;
  update public.policy_evidence e set evidence = greatest(0, e.evidence + n.change)
  from (
    select c.channel, c.provider, sum(c.good * ln(0.25) + (c.asks - c.good) * ln((1 - 0.25 * r.rate) / (1 - r.rate))) as change
    from jsonb_to_recordset(v_cells) c (segment text, channel text, missed text, held text, provider text,
      asks double precision, good double precision)
    join (
      select channel, segment, missed, held, provider, least(0.95, (quality[5] + quality[6]) / asked) as rate
      from public.policy_counts where sandbox = p_sandbox and asked >= 20
    ) r on r.channel = c.channel and r.segment = c.segment and r.missed = c.missed and r.held = c.held
      and r.provider = c.provider and r.rate > 0
    group by c.channel, c.provider
  ) n
  where e.sandbox = p_sandbox and e.channel = n.channel and e.provider = n.provider;
  -- Of a provider that collapsed only what is counted now is kept.
  delete from public.policy_counts p using public.policy_evidence e
  where p.sandbox = p_sandbox and e.sandbox = p_sandbox and e.channel = p.channel and e.provider = p.provider
    and e.evidence > ln(100000::double precision);
  update public.policy_evidence set evidence = 0 where sandbox = p_sandbox and evidence > ln(100000::double precision);

  -- Time moves on by one with each contact's first ask, for what was counted before.
  update public.policy_counts p set asked = p.asked * t.factor, cost_micros = p.cost_micros * t.factor,
    quality = array(select q * t.factor from unnest(p.quality) with ordinality u (q, n) order by n)
  from (
    select channel, power(0.5::double precision, coalesce(sum(asks) filter (where missed = ''), 0)::double precision / 1400.0) as factor
    from jsonb_to_recordset(v_cells) c (channel text, missed text, asks int) group by channel
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
