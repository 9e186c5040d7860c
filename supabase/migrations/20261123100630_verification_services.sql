-- Verification services: what was asked of vendors' endpoints each day, and what it cost.

create table public.verification_service_days (
  day date not null,
  service text not null check (length(service) between 1 and 40),
  asked int not null default 0,
  cost_micros bigint not null default 0,
  primary key (day, service)
);
comment on table public.verification_service_days is 'Questions to verification services and their cost, by day. Not readable by clients.';
alter table public.verification_service_days enable row level security;
grant select on public.verification_service_days to service_role;

create function public.verification_service_count(p_service text, p_cost_micros bigint) returns void
language sql volatile security definer set search_path = '' as $$
  insert into public.verification_service_days as d (day, service, asked, cost_micros)
  values ((now() at time zone 'utc')::date, p_service, 1, greatest(p_cost_micros, 0))
  on conflict (day, service) do update set asked = d.asked + 1, cost_micros = d.cost_micros + excluded.cost_micros
$$;
comment on function public.verification_service_count(text, bigint) is 'Counts one question and what it cost, in micro-dollars.';
grant execute on function public.verification_service_count(text, bigint) to service_role;
