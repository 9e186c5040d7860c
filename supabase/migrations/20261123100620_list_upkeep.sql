-- Upkeep of verification lists: they are files of people's addresses and go after 90 days; the worker is woken for them.

create or replace function public.purge_expired() returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_keys int;
  v_buckets int;
  v_lists int;
begin
  delete from public.idempotency_keys where expires_at <= now();
  get diagnostics v_keys = row_count;
  delete from public.rate_buckets where updated_at < now() - per_ms * interval '1 millisecond' - interval '1 day';
  get diagnostics v_buckets = row_count;
  delete from public.verification_lists where updated_at < now() - interval '90 days';
  get diagnostics v_lists = row_count;
  return jsonb_build_object('idempotency_keys', v_keys, 'rate_buckets', v_buckets, 'verification_lists', v_lists);
end $$;
comment on function public.purge_expired() is 'Removes expired idempotency keys, idle rate buckets and verification lists of 90 days ago.';

create or replace function private.wake_worker() returns boolean
language plpgsql set search_path = '' as $$
declare
  v_url text;
  v_secret text;
begin
  -- Nothing to do, and a sign of life not long ago: let it sleep.
  if not exists (select 1 from public.tasks where status = 'ready' and run_at <= now())
    and not exists (
      select 1 from public.provider_batches
      where state in ('intent', 'submitted', 'answered') and coalesce(leased_until, poll_at) <= now())
    and not public.verification_lists_waiting()
    and exists (select 1 from public.worker_heartbeats where seen_at > now() - interval '20 seconds')
  then
    return false;
  end if;
  execute 'select decrypted_secret from vault.decrypted_secrets where name = $1' into v_url using 'captely_worker_url';
  execute 'select decrypted_secret from vault.decrypted_secrets where name = $1' into v_secret using 'captely_worker_secret';
  if v_url is null or v_secret is null then
    return false;
  end if;
  -- A wake-up drains the queue for as long as its host lets it; pg_net must not hang up before.
  execute 'select net.http_post(url := $1, body := ''{}''::jsonb, headers := $2, timeout_milliseconds := 150000)'
    using v_url, jsonb_build_object('content-type', 'application/json', 'x-worker-secret', v_secret);
  return true;
end $$;
