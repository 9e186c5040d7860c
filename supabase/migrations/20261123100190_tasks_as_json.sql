-- What a worker takes goes out as json instead of jsonb: it is only printed, which takes half the time when nothing is
-- built in between. The functions that give it out are made anew by the migrations after this one.

drop function public.worker_claim(text, text, text, text, int, int, bigint, bigint);
drop function public.worker_reclaim(text, text, text, int, int);
drop function private.tasks_json(bigint[]);

-- Tasks as the worker sees them. Always by id: answers of a provider may be matched by their place, after a crash too.
create function private.tasks_json(p_ids bigint[]) returns json
language sql stable set search_path = '' as $$
  select coalesce(json_agg(json_build_object(
    'task_id', t.id, 'channel', t.channel, 'attempt', t.attempt, 'run_at', t.run_at, 'over_budget', t.over_budget,
    'contact', json_build_object('id', c.id, 'first_name', c.first_name, 'last_name', c.last_name, 'full_name', c.full_name,
      'company', c.company, 'domain', c.domain, 'title', c.title, 'location', c.location, 'country', c.country,
      'linkedin_url', c.linkedin_url, 'given_email', c.given_email, 'given_phone', c.given_phone),
    'job', json_build_object('id', t.job_id, 'workspace_id', t.workspace_id, 'options', j.options),
    'held', c.held,
    'waiting_since', c.started_at,
    'asked', coalesce(a.asked, '[]'::json)) order by t.id), '[]'::json)
  from public.tasks t
  join public.contacts c on c.id = t.contact_id
  join public.import_jobs j on j.id = t.job_id
  left join lateral (
    select json_agg(json_build_object('provider', r.provider, 'channel', r.channel, 'outcome', r.outcome, 'label', r.label,
      'email', r.email, 'confidence', r.confidence) order by r.id) as asked
    from public.enrichment_results r where r.contact_id = t.contact_id
  ) a on true
  where t.id = any (p_ids)
$$;
