-- Cascade: what is known of providers, and the limits that all workers share.

create table public.provider_settings (
  id bigint generated always as identity primary key,
  -- Null: the default of the whole service.
  workspace_id uuid references public.workspaces (id) on delete cascade,
  provider text not null,
  enabled boolean not null default true,
  settings jsonb not null default '{}',
  -- Encrypted with SECRETS_KEY by the API before it comes here.
  secret_ciphertext text,
  updated_at timestamptz not null default now()
);
comment on table public.provider_settings is 'Choices and encrypted keys for providers. Not readable by clients.';
create unique index provider_settings_provider on public.provider_settings
  (provider, coalesce(workspace_id, '00000000-0000-0000-0000-000000000000'::uuid));
create index provider_settings_workspace on public.provider_settings (workspace_id);

create table public.provider_states (
  provider text not null,
  -- Which key of the provider; never the key itself.
  key_id text not null,
  breaker text not null default 'closed' check (breaker in ('closed', 'open', 'half_open')),
  failures int not null default 0,
  opened_at timestamptz,
  -- open: when one caller may probe. half_open: when the probe counts as lost.
  retry_at timestamptz,
  disabled_reason text check (disabled_reason in ('auth', 'out_of_credits')),
  disabled_at timestamptz,
  updated_at timestamptz not null default now(),
  primary key (provider, key_id)
);
comment on table public.provider_states is 'Circuit breakers, one for each provider key.';

create table public.rate_buckets (
  bucket text not null,
  window_index int not null,
  capacity numeric not null,
  per_ms bigint not null,
  -- What was left at updated_at; for people, the rule uses the log beside it.
  tokens numeric not null,
  -- Grants of the last per_ms: when, and how many.
  granted_at timestamptz[] not null default '{}',
  granted int[] not null default '{}',
  updated_at timestamptz not null default now(),
  primary key (bucket, window_index)
) with (fillfactor = 50);
comment on table public.rate_buckets is 'Sliding logs behind the request limits: providers, API callers, sign-up mails.';

alter table public.provider_settings enable row level security;
alter table public.provider_states enable row level security;
alter table public.rate_buckets enable row level security;
grant select on public.provider_settings, public.provider_states, public.rate_buckets to service_role;

-- A log, not a bucket that refills: a refilling one lets twice its capacity through around a boundary. Grants within
-- one hundredth of the window share an entry, stamped with the latest of them, so that an entry never expires early and
-- the log stays short; the price is at most one percent of the rate.
create function public.rate_take(p_bucket text, p_count int, p_windows jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_now timestamptz;
  v_row public.rate_buckets;
  v_granted int := greatest(p_count, 0);
  v_wait numeric := 0;
  v_used int;
  v_free timestamptz;
  v_step interval;
  v_last int;
begin
  insert into public.rate_buckets (bucket, window_index, capacity, per_ms, tokens)
  select p_bucket, w.n - 1, (w.value ->> 'capacity')::numeric, (w.value ->> 'per_ms')::bigint, (w.value ->> 'capacity')::numeric
  from jsonb_array_elements(p_windows) with ordinality w (value, n)
  on conflict (bucket, window_index) do update set capacity = excluded.capacity, per_ms = excluded.per_ms
  where (rate_buckets.capacity, rate_buckets.per_ms) is distinct from (excluded.capacity, excluded.per_ms);
  perform 1 from public.rate_buckets where bucket = p_bucket order by window_index for update;
  -- After the lock, or waiting callers would write the past; never backwards, should the clock be set.
  select greatest(clock_timestamp(), max(updated_at)) into v_now from public.rate_buckets where bucket = p_bucket;

  for v_row in
    select * from public.rate_buckets where bucket = p_bucket and window_index < jsonb_array_length(p_windows) order by window_index
  loop
    select coalesce(sum(g.n), 0), min(g.at) into v_used, v_free
    from unnest(v_row.granted_at, v_row.granted) g (at, n)
    where g.at > v_now - v_row.per_ms * interval '1 millisecond';
    v_granted := least(v_granted, greatest(floor(v_row.capacity)::int - v_used, 0));
    if v_used >= floor(v_row.capacity) then
      v_wait := greatest(v_wait, extract(epoch from (coalesce(v_free, v_now) - v_now)) * 1000 + v_row.per_ms);
    end if;
  end loop;

  if v_granted = 0 then
    return jsonb_build_object('granted', 0, 'wait_ms', case when p_count > 0 then greatest(ceil(v_wait), 1)::bigint else 0 end);
  end if;
  for v_row in
    select * from public.rate_buckets where bucket = p_bucket and window_index < jsonb_array_length(p_windows) order by window_index
  loop
    v_step := v_row.per_ms * interval '1 millisecond' / 100;
    select coalesce(array_agg(g.at order by g.i), '{}'), coalesce(array_agg(g.n order by g.i), '{}'), coalesce(sum(g.n), 0)
    into v_row.granted_at, v_row.granted, v_used
    from unnest(v_row.granted_at, v_row.granted) with ordinality g (at, n, i)
    where g.at > v_now - v_row.per_ms * interval '1 millisecond';
    v_last := cardinality(v_row.granted_at);
    -- The slots are cut on the calendar, or a steady trickle would push one entry ahead of itself for ever.
    if v_last > 0 and date_bin(v_step, v_row.granted_at[v_last], 'epoch') = date_bin(v_step, v_now, 'epoch') then
      v_row.granted_at[v_last] := v_now;
      v_row.granted[v_last] := v_row.granted[v_last] + v_granted;
    else
      v_row.granted_at := v_row.granted_at || v_now;
      v_row.granted := v_row.granted || v_granted;
    end if;
    update public.rate_buckets set granted_at = v_row.granted_at, granted = v_row.granted, updated_at = v_now,
      tokens = v_row.capacity - v_used - v_granted
    where bucket = p_bucket and window_index = v_row.window_index;
  end loop;
  return jsonb_build_object('granted', v_granted, 'wait_ms', 0);
end $$;
comment on function public.rate_take(text, int, jsonb) is
  'Takes up to p_count from all windows [{capacity, per_ms}] at once; {granted, wait_ms}. No interval of per_ms ever sees more than capacity.';
grant execute on function public.rate_take(text, int, jsonb) to service_role;

-- Events: ok, failure, auth, out_of_credits, enable, and probe: "may I try a provider whose breaker is open?"
-- The answer holds probe = true for the one caller that may.
create function public.provider_report(p_provider text, p_key_id text, p_event text, p_retry_ms int) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_state public.provider_states;
  v_retry timestamptz := clock_timestamp() + coalesce(p_retry_ms, 30000) * interval '1 millisecond';
  v_probe boolean := false;
  v_now timestamptz := clock_timestamp();
begin
  if p_event not in ('ok', 'failure', 'auth', 'out_of_credits', 'enable', 'probe') then
    perform private.refuse('unprocessable', 'Unknown event of a provider.');
  end if;
  -- Most reports say that all is well; they must not queue for a row lock.
  if p_event = 'ok' then
    select * into v_state from public.provider_states where provider = p_provider and key_id = p_key_id;
    if v_state.breaker = 'closed' and v_state.failures = 0 then
      return to_jsonb(v_state) || jsonb_build_object('probe', false);
    end if;
  end if;
  insert into public.provider_states (provider, key_id) values (p_provider, p_key_id) on conflict do nothing;
  select * into v_state from public.provider_states where provider = p_provider and key_id = p_key_id for update;

  if p_event = 'ok' then
    v_state.breaker := 'closed';
    v_state.failures := 0;
    v_state.opened_at := null;
    v_state.retry_at := null;
  elsif p_event = 'failure' then
    v_state.failures := v_state.failures + 1;
    if v_state.breaker = 'half_open' or (v_state.breaker = 'open' and v_state.retry_at <= v_now)
      or (v_state.breaker = 'closed' and v_state.failures >= 5) then
      v_state.breaker := 'open';
      v_state.opened_at := v_now;
      v_state.retry_at := v_retry;
    end if;
  elsif p_event = 'probe' then
    if v_state.breaker in ('open', 'half_open') and v_state.retry_at <= v_now then
      v_state.breaker := 'half_open';
      v_state.retry_at := v_retry;
      v_probe := true;
    end if;
  elsif p_event = 'enable' then
    v_state.disabled_reason := null;
    v_state.disabled_at := null;
    v_state.breaker := 'closed';
    v_state.failures := 0;
    v_state.opened_at := null;
    v_state.retry_at := null;
  else
    -- Said once, not for each of a thousand contacts.
    if v_state.disabled_reason is null then
      insert into public.notification_logs (workspace_id, kind, channel, detail)
      values (null, 'provider_disabled', 'log', jsonb_build_object('provider', p_provider, 'key_id', p_key_id, 'reason', p_event));
      v_state.disabled_at := v_now;
    end if;
    v_state.disabled_reason := p_event;
  end if;

  update public.provider_states set breaker = v_state.breaker, failures = v_state.failures, opened_at = v_state.opened_at,
    retry_at = v_state.retry_at, disabled_reason = v_state.disabled_reason, disabled_at = v_state.disabled_at, updated_at = v_now
  where provider = p_provider and key_id = p_key_id returning * into v_state;
  return to_jsonb(v_state) || jsonb_build_object('probe', v_probe);
end $$;
comment on function public.provider_report(text, text, text, int) is
  'Moves a breaker: five failures in a row open it for p_retry_ms (30 s), one probe may follow, ok closes it.';
grant execute on function public.provider_report(text, text, text, int) to service_role;

create function public.provider_states_list() returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(to_jsonb(s) order by s.provider, s.key_id), '[]') from public.provider_states s
$$;
comment on function public.provider_states_list() is 'All breakers.';
grant execute on function public.provider_states_list() to service_role;
