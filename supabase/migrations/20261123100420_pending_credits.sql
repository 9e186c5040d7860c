-- What contacts with an awaited phone were charged already belongs to what their job has cost so far.

create or replace function private.job_with_pending(p_job public.import_jobs) returns jsonb
language sql stable set search_path = '' as $$
  select to_jsonb(p_job) || case when p_job.status in ('running', 'waiting', 'paused') then (
    select jsonb_build_object('phone_pending_count', count(*), 'pending_email_count', count(c.email),
      'pending_credits_milli', coalesce(sum(c.credits_milli), 0))
    from public.contacts c where c.job_id = p_job.id and c.phone_status = 'pending' and c.status = 'working') else '{}' end
$$;
