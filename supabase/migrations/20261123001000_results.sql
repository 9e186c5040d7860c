-- Results: the trail. Every ask, what came back, what it cost, and what was decided: the receipt that users see.

create table public.enrichment_results (
  id bigint generated always as identity primary key,
  workspace_id uuid not null,
  job_id uuid not null,
  contact_id uuid not null references public.contacts (id) on delete cascade,
  task_id bigint not null,
  -- Counts the asks of one task, over all providers; a second settle of the same ask would collide here.
  ask_number int not null,
  provider text not null,
  channel text not null check (channel in ('email', 'phone')),
  -- The try at this provider, from 0.
  attempt int not null,
  asked_at timestamptz not null,
  answered_at timestamptz not null default now(),
  latency_ms int,
  -- found, skipped, or a FailureKind of shared/core/providers/provider-port.ts.
  outcome text not null,
  native_label text,
  label text,
  email text,
  phone text,
  phone_kind text,
  score numeric,
  confidence int,
  verdict jsonb,
  cost_micros bigint not null default 0 check (cost_micros >= 0),
  detail text,
  -- {do, provider?, reason?}: what the cascade did next.
  decision jsonb,
  unique (task_id, ask_number)
);
comment on table public.enrichment_results is 'Who was asked when, what came back, what it cost, and why the cascade went on or stopped.';
create index enrichment_results_contact on public.enrichment_results (contact_id, id);
create index enrichment_results_job on public.enrichment_results (job_id);

alter table public.enrichment_results enable row level security;
create policy "members can read the trails of their workspaces" on public.enrichment_results
  for select to authenticated using (workspace_id in (select private.my_workspaces()));
grant select on public.enrichment_results to authenticated, service_role;
