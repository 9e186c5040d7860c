-- Feedback: what became of the addresses we gave, the credit that comes back, and the counts that confidence is fitted to.

-- What explains a confidence: {evidence, reasons, calibration} of shared/core/results/stored-verdict.ts. No personal data.
alter table public.enrichment_results add column assessment jsonb;
alter table public.contacts
  add column email_assessment jsonb,
  -- What the user says of the address; the newest word counts.
  add column email_feedback text check (email_feedback in ('works', 'wrong_person', 'bounced')),
  add column email_feedback_at timestamptz,
  -- Given back for this address, of what the contact was charged.
  add column email_refunded_milli bigint not null default 0 check (email_refunded_milli >= 0);

-- The worker sends an assessment within its verdict; here it gets its own column. Without verification it came alone.
create function private.split_assessment() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.assessment := new.verdict -> 'assessment';
  new.verdict := nullif(new.verdict - 'assessment', '{}');
  return new;
end $$;
create trigger enrichment_results_assessment before insert on public.enrichment_results
  for each row when (new.verdict ? 'assessment') execute function private.split_assessment();

create function private.split_email_assessment() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.email_assessment := new.email_verdict -> 'assessment';
  new.email_verdict := nullif(new.email_verdict - 'assessment', '{}');
  return new;
end $$;
-- Also when an address is taken away again: its explanation goes with it.
create trigger contacts_email_assessment before update on public.contacts
  for each row when (new.email_verdict ? 'assessment' or (new.email is null and new.email_assessment is not null))
  execute function private.split_email_assessment();

create function public.worker_known_answer(p_contact uuid, p_email text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_strip_nulls(jsonb_build_object('assessment', r.assessment)) || coalesce(r.verdict, '{}')
  from public.enrichment_results r
  where r.contact_id = p_contact and r.channel = 'email' and lower(r.email) = lower(p_email)
  order by r.id desc limit 1
$$;
comment on function public.worker_known_answer(uuid, text) is
  'Verdict and assessment of an address that the trail holds, so that a second source''s word for it needs no second check.';
grant execute on function public.worker_known_answer(uuid, text) to service_role;

create table public.feedback (
  id bigint generated always as identity primary key,
  workspace_id uuid not null references public.workspaces (id) on delete cascade,
  contact_id uuid not null references public.contacts (id) on delete cascade,
  email text not null,
  kind text not null check (kind in ('works', 'wrong_person', 'bounced')),
  -- Null for API keys.
  actor uuid,
  -- Given back by this word, in thousandths of a credit.
  refunded_milli bigint not null default 0 check (refunded_milli >= 0),
  -- About a simulated answer: those are counted apart.
  sandbox boolean not null,
  created_at timestamptz not null default now()
);
comment on table public.feedback is 'Every word of users on an address, in order. The newest of a contact counts.';
create index feedback_workspace on public.feedback (workspace_id, id);
create index feedback_contact on public.feedback (contact_id, id);
create index feedback_world on public.feedback (sandbox, id);
create index contacts_feedback on public.contacts (workspace_id) where email_feedback is not null;
alter table public.feedback enable row level security;
create policy "members can read the feedback of their workspaces" on public.feedback
  for select to authenticated using (workspace_id in (select private.my_workspaces()));
grant select on public.feedback to authenticated, service_role;

-- Refunds of one charge are looked for each time, and the ledger grows for ever.
create index credit_logs_reverses on public.credit_logs (reverses) where reverses is not null;

-- Gives back a part of a charge, once for each key, and never more than was charged. The caller holds the workspace's lock.
create function private.give_back(p_charge public.credit_logs, p_amount_milli bigint, p_key text, p_note text) returns void
language plpgsql set search_path = '' as $$
begin
  if p_amount_milli <= 0 then
    perform private.refuse('unprocessable', 'A refund needs a positive amount.');
  end if;
  if p_amount_milli + (select coalesce(sum(amount_milli), 0) from public.credit_logs
      where reverses = p_charge.transfer_id and amount_milli > 0 and idempotency_key <> p_key) > p_charge.amount_milli then
    perform private.refuse('conflict', 'This charge was refunded before.');
  end if;
  perform private.credits_move('refund', jsonb_build_array(jsonb_build_object('workspace_id', p_charge.workspace_id,
    'contact_id', p_charge.contact_id, 'job_id', p_charge.job_id, 'amount_milli', p_amount_milli,
    'key', p_key, 'note', p_note, 'reverses', p_charge.transfer_id)));
  perform private.wake_waiting(p_charge.workspace_id);
end $$;

create or replace function public.credits_refund(p_workspace uuid, p_transfer uuid, p_key text, p_note text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_charge public.credit_logs;
begin
  perform private.lock_workspaces(array[p_workspace]);
  select * into v_charge from public.credit_logs
  where transfer_id = p_transfer and workspace_id = p_workspace and kind = 'capture' and amount_milli > 0;
  if v_charge.id is null then
    perform private.refuse('not_found', 'There is no such charge.');
  end if;
  perform private.give_back(v_charge, v_charge.amount_milli, p_key, p_note);
  return jsonb_build_object('balance_milli',
    (select balance_milli from public.credit_accounts where workspace_id = p_workspace and kind = 'available'));
end $$;

-- The refund is final: another word later changes what is shown and counted, never the ledger.
create function public.contact_feedback(p_workspace uuid, p_contact uuid, p_actor uuid, p_kind text, p_email_milli bigint) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
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
  select * into v_contact from public.contacts where id = p_contact and workspace_id = p_workspace for no key update;
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
    where contact_id = p_contact and workspace_id = p_workspace and kind = 'capture' and amount_milli > 0
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
        perform private.give_back(v_charge, v_amount, 'feedback:' || p_contact::text, p_kind);
      else
        v_refund := 'given_before';
        v_amount := 0;
      end if;
    end if;
  end if;

  if v_contact.email_feedback is distinct from p_kind or v_amount > 0 then
    insert into public.feedback (workspace_id, contact_id, email, kind, actor, refunded_milli, sandbox)
    select p_workspace, p_contact, v_contact.email, p_kind, p_actor, v_amount, coalesce((j.options ->> 'sandbox')::boolean, false)
    from public.import_jobs j where j.id = v_contact.job_id;
    update public.contacts set
      email_feedback = p_kind, email_feedback_at = now(), email_refunded_milli = email_refunded_milli + v_amount,
      email_status = case p_kind when 'works' then 'deliverable' when 'bounced' then 'undeliverable' else 'risky' end,
      email_confidence = case p_kind when 'works' then 99 else 0 end,
      updated_at = now()
    where id = p_contact returning * into v_contact;
    perform private.audit(p_workspace, p_actor, 'contact_feedback', p_contact::text,
      jsonb_build_object('kind', p_kind, 'refund', v_refund, 'refunded_milli', v_amount));
  end if;
  return jsonb_build_object('contact', to_jsonb(v_contact) - 'keys',
    'refund', jsonb_build_object('state', v_refund, 'credits_milli', v_amount));
end $$;
comment on function public.contact_feedback(uuid, uuid, uuid, text, bigint) is
  'A user''s word on an address: works, wrong_person or bounced. The last two give its credit back, once, within 30 days.';
grant execute on function public.contact_feedback(uuid, uuid, uuid, text, bigint) to service_role;

-- Confidence: what became of answers, by what was known of them.

create table public.calibration_snapshots (
  id bigint generated always as identity primary key,
  -- Simulated answers say nothing of real providers.
  sandbox boolean not null,
  -- [{evidence, good, bad}], in weights.
  counts jsonb not null,
  -- The newest word that was there.
  feedback_id bigint not null,
  created_at timestamptz not null default now()
);
comment on table public.calibration_snapshots is
  'Counted outcomes, by evidence. Never changed: a result names the one it was judged by. Not readable by clients.';
create index calibration_snapshots_newest on public.calibration_snapshots (sandbox, id);
create trigger calibration_snapshots_append_only before update or delete or truncate on public.calibration_snapshots
  for each statement execute function private.refuse_change();
alter table public.calibration_snapshots enable row level security;
grant select on public.calibration_snapshots to service_role;

-- Counts the last year. People report what went wrong far more often than what went well, so that silence has to count too:
-- an address nobody complained about for two weeks, in a workspace that does report, is a quarter of a good one, as if one
-- bad address in four were reported. No workspace weighs more than 100 answers of one kind, whatever it reports.
create function private.calibration_counts(p_sandbox boolean) returns jsonb
language sql stable set search_path = '' set jit = off as $$
  with heard as (
    select c.id, c.workspace_id, c.email_assessment -> 'evidence' as evidence, c.email_feedback = 'works' as good
    from public.contacts c join public.import_jobs j on j.id = c.job_id
    where c.email_feedback is not null and c.email_feedback_at > now() - interval '1 year'
      and c.email_assessment ? 'evidence' and coalesce((j.options ->> 'sandbox')::boolean, false) = p_sandbox
  ), outcomes as (
    select workspace_id, evidence, case when good then 1.0 else 0.0 end as good, case when good then 0.0 else 1.0 end as bad from heard
    union all
    select c.workspace_id, c.email_assessment -> 'evidence', 0.25, 0.0
    from public.contacts c join public.import_jobs j on j.id = c.job_id
    where c.workspace_id in (select workspace_id from heard) and c.email_feedback is null and c.status = 'done'
      and c.email is not null and c.email_assessment ? 'evidence'
      and c.finished_at between now() - interval '1 year' and now() - interval '14 days'
      and coalesce((j.options ->> 'sandbox')::boolean, false) = p_sandbox
  ), by_workspace as (
    select evidence, sum(good) as good, sum(bad) as bad, least(1, 100 / sum(good + bad)) as share
    from outcomes group by workspace_id, evidence
  ), cells as (
    select evidence, round(sum(good * share), 2) as good, round(sum(bad * share), 2) as bad from by_workspace group by evidence
  )
  select coalesce(jsonb_agg(jsonb_build_object('evidence', evidence, 'good', good, 'bad', bad) order by evidence), '[]') from cells
$$;

create function public.calibration_refit(p_sandbox boolean) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_snapshot public.calibration_snapshots;
begin
  insert into public.calibration_snapshots (sandbox, counts, feedback_id)
  select p_sandbox, private.calibration_counts(p_sandbox),
    coalesce((select max(id) from public.feedback where sandbox = p_sandbox), 0)
  returning * into v_snapshot;
  return jsonb_build_object('id', v_snapshot.id, 'counts', v_snapshot.counts);
end $$;
comment on function public.calibration_refit(boolean) is 'Counts outcomes anew and keeps them as a snapshot.';
grant execute on function public.calibration_refit(boolean) to service_role;

create function public.calibration_current(p_sandbox boolean) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_newest public.calibration_snapshots;
begin
  select * into v_newest from public.calibration_snapshots where sandbox = p_sandbox order by id desc limit 1;
  -- Somebody said something since, and the last count is an hour old. One worker counts; the others go on with what there is.
  if exists (select 1 from public.feedback where sandbox = p_sandbox and id > coalesce(v_newest.feedback_id, 0))
    and (v_newest.id is null or v_newest.created_at < now() - interval '1 hour')
    and pg_catalog.pg_try_advisory_xact_lock(pg_catalog.hashtextextended('calibration', p_sandbox::int))
  then
    return public.calibration_refit(p_sandbox);
  end if;
  return case when v_newest.id is null then null else jsonb_build_object('id', v_newest.id, 'counts', v_newest.counts) end;
end $$;
comment on function public.calibration_current(boolean) is
  'The newest snapshot {id, counts}, counted anew where that is due; null before the first. What workers judge by.';
grant execute on function public.calibration_current(boolean) to service_role;

create function public.calibration_get(p_id bigint) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('id', s.id, 'counts', s.counts) from public.calibration_snapshots s where s.id = p_id
$$;
comment on function public.calibration_get(bigint) is 'The snapshot that a result names, to work its confidence out again.';
grant execute on function public.calibration_get(bigint) to service_role;
