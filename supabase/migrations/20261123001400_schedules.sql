-- Schedules: what wakes the worker where nobody sits beside it. Only where pg_cron and pg_net are to be had (hosted); on a
-- laptop the ticker does it.

-- Address and secret lie in the vault, not in a migration:
--   select vault.create_secret('https://<project>.supabase.co/functions/v1/worker', 'captely_worker_url');
--   select vault.create_secret('<WORKER_SECRET>', 'captely_worker_secret');
create function private.wake_worker() returns boolean
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

do $$
begin
  if exists (select 1 from pg_available_extensions where name = 'pg_cron')
    and exists (select 1 from pg_available_extensions where name = 'pg_net')
    and exists (select 1 from pg_roles where rolname = 'supabase_auth_admin')
  then
    create extension if not exists pg_cron;
    create extension if not exists pg_net;
    perform cron.schedule('captely-wake-worker', '10 seconds', 'select private.wake_worker()');
    perform cron.schedule('captely-purge', '17 3 * * *', 'select public.purge_expired()');
  end if;
end $$;
