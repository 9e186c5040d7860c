-- Asked again: somebody whom the workspace has is asked for once more where a wanted channel was never answered, or its answer
-- was reported as bounced or as somebody else's. What was answered comes over and costs nothing.

alter table public.contacts
  -- Whom this contact continues: the one who owns the keys. Never a chain.
  add column continues uuid references public.contacts (id) on delete set null,
  -- Whose answer stands here, when an earlier import brought it.
  add column email_from uuid references public.contacts (id) on delete set null,
  add column phone_from uuid references public.contacts (id) on delete set null;
create index contacts_continues on public.contacts (continues) where continues is not null;
create index contacts_email_from on public.contacts (email_from) where email_from is not null;
create index contacts_phone_from on public.contacts (phone_from) where phone_from is not null;

-- A miss is an answer: asking again would cost the same and bring the same. A failure is none, nor is anything about people
-- who were left out because they objected.
create function private.answers_email(c public.contacts) returns boolean
language sql immutable set search_path = '' as $$
  select c.email_from is null and c.email_result is distinct from 'failed' and c.email_result is not null
    and c.result is distinct from 'suppressed' and coalesce(c.email_feedback, 'works') = 'works'
$$;
create function private.answers_phone(c public.contacts) returns boolean
language sql immutable set search_path = '' as $$
  select c.phone_from is null and c.phone_result is distinct from 'failed' and c.phone_result is not null
    and c.result is distinct from 'suppressed'
$$;

-- People of earlier imports whom a job's rows repeat: the first such row, the others, and whose answer stands for each channel
-- (null: nobody's). Without those who are being asked for right now, whatever for: their answers are not there yet; and
-- without those who still object.
create function private.known_people(p_job uuid)
returns table (original uuid, first_row uuid, other_rows uuid[], email_from uuid, phone_from uuid)
language sql stable set search_path = '' rows 1000 as $$
  with repeated as materialized (
    select d.duplicate_of as original, array_agg(d.id order by d.row_number) as ids
    from public.contacts d
    where d.job_id = p_job and d.status = 'duplicate' and d.duplicate_of_row is null and d.duplicate_of is not null
    group by d.duplicate_of
  ), told as (
    select r.original, r.ids, c from repeated r join public.contacts c on c.id = r.original
    union all
    select r.original, r.ids, c from repeated r join public.contacts c on c.continues = r.original
  )
  select t.original, t.ids[1], t.ids[2:],
    (array_agg((t.c).id order by (t.c).finished_at desc) filter (where private.answers_email(t.c)))[1],
    (array_agg((t.c).id order by (t.c).finished_at desc) filter (where private.answers_phone(t.c)))[1]
  from told t
  group by t.original, t.ids
  having not bool_or((t.c).status in ('pending', 'working')
      or (t.c).result = 'suppressed' and private.is_suppressed((t.c).workspace_id, (t.c).keys))
    and bool_or((t.c).id = t.original and private.owns_keys((t.c).status, (t.c).result, false))
$$;

-- Of a draft that starts: known people who lack something that is wanted are no duplicates. Returns how many.
create function private.ask_again(p_job uuid, p_email boolean, p_phone boolean) returns int
language plpgsql set search_path = '' as $$
declare
  v_count int;
begin
  with again as materialized (
    select * from private.known_people(p_job) k where p_email and k.email_from is null or p_phone and k.phone_from is null
  ), repeats as (
    update public.contacts c set duplicate_of = a.first_row, duplicate_of_row = f.row_number, updated_at = now()
    from again a join public.contacts f on f.id = a.first_row cross join lateral unnest(a.other_rows) o (id)
    where c.id = o.id
    returning 1
  ), asked as (
    update public.contacts c set status = 'draft', duplicate_of = null, continues = a.original, updated_at = now(),
      email_from = a.email_from, email = e.email, email_status = e.email_status, email_confidence = e.email_confidence,
      email_source = e.email_source, email_verdict = e.email_verdict, email_feedback = e.email_feedback,
      email_feedback_at = e.email_feedback_at,
      email_result = case when p_email then e.email_result end, email_reason = case when p_email then e.email_reason end,
      phone_from = a.phone_from, phone = p.phone, phone_type = p.phone_type, phone_status = p.phone_status,
      phone_source = p.phone_source,
      phone_result = case when p_phone then p.phone_result end, phone_reason = case when p_phone then p.phone_reason end
    from again a
    left join public.contacts e on e.id = a.email_from
    left join public.contacts p on p.id = a.phone_from
    where c.id = a.first_row
    returning 1
  )
  select (select count(*) from asked) into v_count from (select count(*) from repeats) r;
  return v_count;
end $$;

-- Addresses of a person that turned out wrong: an answer that repeats one brings nothing.
create function private.reported_emails(p_original uuid) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(distinct lower(c.email)), '[]')
  from public.contacts c
  where (c.id = p_original or c.continues = p_original) and c.email_feedback in ('bounced', 'wrong_person')
$$;

-- As before, with those who are asked again: what was answered comes over, the rest gets a task.
create or replace function public.import_start(p_workspace uuid, p_job uuid, p_actor uuid, p_options jsonb) returns jsonb
language plpgsql security definer set search_path = ''
-- A plan made for a list of three would be used for five thousand in the same session.
set plan_cache_mode = force_custom_plan set jit = off as $$
declare
  v_job public.import_jobs;
  v_options jsonb;
  v_want text;
  v_email_provider text;
  v_phone_provider text;
  v_wants_email boolean;
  v_wants_phone boolean;
  v_elsewhere jsonb;
  v_repeats int := 0;
  v_again int;
  v_hit uuid[] := '{}';
  v_suppressed int;
  v_failed int;
begin
  perform private.lock_workspaces(array[p_workspace]);
  perform private.lock_imports(p_workspace);
  v_job := private.job_for(p_workspace, p_job, array['draft']);
  v_options := v_job.options || coalesce(nullif(p_options, 'null'), '{}');
  v_want := coalesce(v_options ->> 'want', 'email');
  v_email_provider := v_options -> 'order' ->> 0;
  v_phone_provider := v_options -> 'phone_order' ->> 0;
  v_wants_email := v_want in ('email', 'both');
  -- Nobody to ask for phones: with e-mail wanted too, the phone is simply left out.
  v_wants_phone := v_want = 'phone' or (v_want = 'both' and v_phone_provider is not null);

  -- Keys that point elsewhere: usually none. One look-up a key: joined freely, all keys of the workspace would be read.
  select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'row_number', c.row_number, 'key', k, 'owner', o.id, 'owns', o.owns)), '[]')
  into v_elsewhere
  from public.contacts c
  cross join lateral unnest(c.keys) k
  left join lateral (
    select ck.contact_id from public.contact_keys ck where ck.workspace_id = p_workspace and ck.key = k limit 1) ck on true
  left join lateral (
    select x.id, x.job_id <> p_job and private.owns_keys(x.status, x.result, false) as owns
    from public.contacts x where x.id = ck.contact_id limit 1) o on true
  where c.job_id = p_job and c.status = 'draft' and ck.contact_id is distinct from c.id;
  if jsonb_array_length(v_elsewhere) > 0 then
    v_repeats := private.turn_duplicates(p_workspace, p_job, v_elsewhere);
  end if;

  v_again := private.ask_again(p_job, v_wants_email and v_email_provider is not null, v_wants_phone and v_phone_provider is not null);

  if exists (select 1 from public.suppressions where workspace_id is null or workspace_id = p_workspace) then
    v_hit := array(select c.id from public.contacts c
      where c.job_id = p_job and c.status = 'draft' and private.is_suppressed(p_workspace, c.keys));
  end if;
  -- What an earlier import answered is not asked for again.
  update public.contacts c set
    status = case when a.possible then 'pending' else 'done' end,
    result = case when a.possible then null else 'failed' end,
    reason = case when a.possible then null else 'providers_unavailable' end,
    finished_at = case when a.possible then null else now() end,
    email_done = not a.email or v_email_provider is null,
    phone_done = not a.phone or v_phone_provider is null,
    email_result = case when a.email and v_email_provider is null then 'failed' else c.email_result end,
    email_reason = case when a.email and v_email_provider is null then 'providers_unavailable' else c.email_reason end,
    phone_result = case when a.phone and v_phone_provider is null then 'failed' else c.phone_result end,
    phone_reason = case when a.phone and v_phone_provider is null then 'providers_unavailable' else c.phone_reason end,
    updated_at = now()
  from (
    select id, email, phone, email and v_email_provider is not null or phone and v_phone_provider is not null as possible
    from (
      select id, v_wants_email and email_from is null as email, v_wants_phone and phone_from is null as phone
      from public.contacts where job_id = p_job and status = 'draft'
    ) w
  ) a
  where c.id = a.id and not c.id = any (v_hit);
  update public.contacts c set status = 'done', result = 'suppressed', reason = 'opted_out', finished_at = now(),
    email_done = true, phone_done = true, email_from = null, phone_from = null, updated_at = now(),
    email = null, email_status = null, email_confidence = null, email_source = null, email_verdict = null, email_result = null,
    phone = null, phone_type = null, phone_status = null, phone_source = null, phone_result = null
  where c.id = any (v_hit);

  insert into public.tasks (workspace_id, job_id, contact_id, channel, provider)
  select p_workspace, p_job, c.id, w.channel, w.provider
  from public.contacts c
  cross join (values ('email', v_email_provider, v_wants_email), ('phone', v_phone_provider, v_wants_phone)) w (channel, provider, wanted)
  where c.job_id = p_job and c.status = 'pending' and w.wanted and w.provider is not null
    and case w.channel when 'email' then c.email_from else c.phone_from end is null
  order by c.row_number, w.channel;

  select count(*) filter (where result = 'suppressed'), count(*) filter (where result = 'failed')
  into v_suppressed, v_failed from public.contacts where job_id = p_job and status = 'done';
  update public.import_jobs set
    options = v_options,
    contact_count = contact_count - v_repeats + v_again,
    duplicate_count = duplicate_count + v_repeats - v_again,
    done_count = v_suppressed + v_failed,
    suppressed_count = v_suppressed,
    failed_count = v_failed,
    status = case when v_suppressed + v_failed >= contact_count - v_repeats + v_again then 'completed' else 'running' end,
    started_at = now(),
    finished_at = case when v_suppressed + v_failed >= contact_count - v_repeats + v_again then now() end,
    updated_at = now()
  where id = p_job returning * into v_job;
  perform private.audit(p_workspace, p_actor, 'import_start', p_job::text);
  return to_jsonb(v_job);
end $$;

-- As before, with those who can be asked again, counted by what they lack.
create or replace function public.import_summary(p_workspace uuid, p_job uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_job public.import_jobs;
begin
  select * into v_job from public.import_jobs where id = p_job and workspace_id = p_workspace;
  if v_job.id is null then
    perform private.refuse('not_found', 'This import does not exist.');
  end if;
  return jsonb_build_object(
    'job', to_jsonb(v_job),
    'rows', v_job.row_count,
    'contacts', v_job.contact_count,
    'invalid', v_job.invalid_count,
    'duplicates_in_file', (
      select count(*) from public.contacts where job_id = p_job and status = 'duplicate' and duplicate_of_row is not null),
    'duplicates_known', (
      select count(*) from public.contacts where job_id = p_job and status = 'duplicate' and duplicate_of_row is null),
    'issues', (
      select coalesce(jsonb_agg(jsonb_build_object('row_number', row_number, 'reason', reason, 'detail', detail, 'cells', cells) order by row_number), '[]')
      from (select * from public.import_issues where job_id = p_job order by row_number limit 200) i),
    'again', (
      select jsonb_build_object(
        'email', count(*) filter (where email_from is null and phone_from is not null),
        'phone', count(*) filter (where email_from is not null and phone_from is null),
        'both', count(*) filter (where email_from is null and phone_from is null))
      from private.known_people(p_job)),
    'duplicates', (
      select coalesce(jsonb_agg(jsonb_build_object('row_number', d.row_number, 'duplicate_of_row', d.duplicate_of_row,
        'name', coalesce(d.full_name, nullif(concat_ws(' ', d.first_name, d.last_name), ''), d.given_email, d.linkedin_url),
        'missing', array_remove(array[case when k.first_row = d.id and k.email_from is null then 'email' end,
          case when k.first_row = d.id and k.phone_from is null then 'phone' end], null)) order by d.row_number), '[]')
      from (select * from public.contacts where job_id = p_job and status = 'duplicate' order by row_number limit 200) d
      left join private.known_people(p_job) k on k.first_row = d.id));
end $$;

-- Answers that came over were not bought by this job.
create or replace function public.job_report(p_workspace uuid, p_job uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_job public.import_jobs;
  v_providers jsonb;
begin
  select * into v_job from public.import_jobs where id = p_job and workspace_id = p_workspace;
  if v_job.id is null then
    perform private.refuse('not_found', 'This import does not exist.');
  end if;
  with asked as (
    select r.provider, count(*) as asked,
      count(*) filter (where r.outcome = 'found') as found,
      count(*) filter (where r.outcome in ('auth', 'out_of_credits', 'transient', 'timeout')) as errors,
      count(*) filter (where r.outcome = 'rate_limited') as rate_limited,
      sum(r.cost_micros) as cost_micros,
      percentile_disc(0.5) within group (order by r.latency_ms) as p50_ms
    from public.enrichment_results r where r.job_id = p_job and r.outcome <> 'skipped' group by r.provider
  ), accepted as (
    select source, count(*) as accepted from (
      select email_source as source, id from public.contacts where job_id = p_job and status = 'done' and email is not null and email_from is null
      union
      select phone_source, id from public.contacts where job_id = p_job and status = 'done' and phone is not null and phone_from is null
    ) s group by source
  )
  select coalesce(jsonb_object_agg(a.provider, jsonb_build_object('asked', a.asked, 'found', a.found,
    'accepted', coalesce(x.accepted, 0), 'errors', a.errors, 'rate_limited', a.rate_limited, 'cost_micros', a.cost_micros,
    'p50_ms', a.p50_ms)), '{}')
  into v_providers from asked a left join accepted x on x.source = a.provider;
  return jsonb_build_object(
    'status', v_job.status, 'rows', v_job.row_count, 'contacts', v_job.contact_count, 'done', v_job.done_count,
    'found', v_job.found_count, 'partial', v_job.partial_count, 'not_found', v_job.not_found_count,
    'suppressed', v_job.suppressed_count, 'failed', v_job.failed_count, 'invalid', v_job.invalid_count,
    'duplicates', v_job.duplicate_count, 'emails', v_job.email_count, 'phones', v_job.phone_count,
    'credits_milli', v_job.credits_milli, 'cost_micros', v_job.cost_micros,
    'duration_ms', floor(extract(epoch from coalesce(v_job.finished_at, now()) - v_job.started_at) * 1000)::bigint,
    'started_at', v_job.started_at, 'finished_at', v_job.finished_at,
    'sandbox', coalesce((v_job.options ->> 'sandbox')::boolean, false),
    'providers', v_providers);
end $$;

-- As before, with the addresses that turned out wrong.
create or replace function private.tasks_json(p_ids bigint[]) returns json
language sql stable set search_path = '' as $$
  select coalesce(json_agg(json_build_object(
    'task_id', t.id, 'channel', t.channel, 'attempt', t.attempt, 'run_at', t.run_at, 'over_budget', t.over_budget,
    'contact', json_build_object('id', c.id, 'first_name', c.first_name, 'last_name', c.last_name, 'full_name', c.full_name,
      'company', c.company, 'domain', c.domain, 'title', c.title, 'location', c.location, 'country', c.country,
      'linkedin_url', c.linkedin_url, 'given_email', c.given_email, 'given_phone', c.given_phone),
    'job', json_build_object('id', t.job_id, 'workspace_id', t.workspace_id, 'options', j.options),
    'held', c.held,
    'waiting_since', c.started_at,
    'asked', coalesce(a.asked, '[]'::json),
    'reported_emails', case when c.continues is null then '[]'::jsonb else private.reported_emails(c.continues) end) order by t.id), '[]'::json)
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

-- As before; a word on an address that came over is a word on the original, and all copies show it.
create or replace function public.contact_feedback(p_workspace uuid, p_contact uuid, p_actor uuid, p_kind text, p_email_milli bigint) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  -- An address that came over from an earlier import is reported where it was found, and paid.
  v_id uuid := coalesce((select email_from from public.contacts where id = p_contact and workspace_id = p_workspace), p_contact);
  v_contact public.contacts;
  v_charge public.credit_logs;
  v_refund text := 'not_due';
  v_amount bigint := 0;
begin
  if coalesce(p_kind, '') not in ('works', 'wrong_person', 'bounced') then
    perform private.refuse('unprocessable', 'Feedback is one of: works, wrong_person, bounced.');
  end if;
  -- Two clicks at once stand in line here; the second finds the refund of the first.
  perform private.lock_workspaces(array[p_workspace]);
  select * into v_contact from public.contacts where id = v_id and workspace_id = p_workspace for no key update;
  if v_contact.id is null then
    perform private.refuse('not_found', 'This contact does not exist.');
  end if;
  if v_contact.status = 'duplicate' then
    perform private.refuse('unprocessable', 'This row repeats another one. Report the address there.');
  end if;
  if v_contact.status <> 'done' then
    perform private.refuse('conflict', 'This contact is still being worked on. Report its address when it is done.');
  end if;
  if v_contact.email is null then
    perform private.refuse('unprocessable', 'No address was given for this contact, so there is nothing to report.');
  end if;

  if p_kind <> 'works' then
    -- The newest charge: a contact that was started anew may have an older one.
    select * into v_charge from public.credit_logs
    where contact_id = v_id and workspace_id = p_workspace and kind = 'capture' and amount_milli > 0
    order by id desc limit 1;
    v_refund := case
      when v_contact.email_refunded_milli > 0 then 'given_before'
      when v_charge.id is null or v_contact.email_result is distinct from 'found' then 'not_charged'
      when v_charge.created_at < now() - interval '30 days' then 'too_late'
      else 'given' end;
    if v_refund = 'given' then
      -- Of what is left of the charge, no more than the address cost: a phone number stays paid for.
      v_amount := least(p_email_milli, v_charge.amount_milli - (select coalesce(sum(amount_milli), 0)
        from public.credit_logs where reverses = v_charge.transfer_id and amount_milli > 0));
      if v_amount > 0 then
        perform private.give_back(v_charge, v_amount, 'feedback:' || v_id::text, p_kind);
      else
        v_refund := 'given_before';
        v_amount := 0;
      end if;
    end if;
  end if;

  if v_contact.email_feedback is distinct from p_kind or v_amount > 0 then
    insert into public.feedback (workspace_id, contact_id, email, kind, actor, refunded_milli, sandbox)
    select p_workspace, v_id, v_contact.email, p_kind, p_actor, v_amount, coalesce((j.options ->> 'sandbox')::boolean, false)
    from public.import_jobs j where j.id = v_contact.job_id;
    update public.contacts set
      email_feedback = p_kind, email_feedback_at = now(), email_refunded_milli = email_refunded_milli + v_amount,
      email_status = case p_kind when 'works' then 'deliverable' when 'bounced' then 'undeliverable' else 'risky' end,
      email_confidence = case p_kind when 'works' then 99 else 0 end,
      updated_at = now()
    where id = v_id returning * into v_contact;
    update public.contacts c set
      email_feedback = v_contact.email_feedback, email_feedback_at = v_contact.email_feedback_at,
      email_status = v_contact.email_status, email_confidence = v_contact.email_confidence, updated_at = now()
    where c.email_from = v_id;
    perform private.audit(p_workspace, p_actor, 'contact_feedback', v_id::text,
      jsonb_build_object('kind', p_kind, 'refund', v_refund, 'refunded_milli', v_amount));
  end if;
  select * into v_contact from public.contacts where id = p_contact;
  return jsonb_build_object('contact', to_jsonb(v_contact) - 'keys',
    'refund', jsonb_build_object('state', v_refund, 'credits_milli', v_amount));
end $$;
