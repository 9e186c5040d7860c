-- Disposable domains: the long tail. The curated set is in the code; this table holds what is too long for it. It is
-- replaced as a whole, in one transaction: whoever asks sees the old set or the new one.

create table public.disposable_domains (
  -- Lower case, A-labels. Names below a listed one count as listed.
  domain text collate "C" primary key
);
comment on table public.disposable_domains is 'Throw-away mail domains beyond the curated set.';

create table public.disposable_lists (
  only_row boolean primary key default true check (only_row),
  -- Names the data that the table was made from, so that the same is not loaded twice.
  version text not null,
  domains int not null,
  loaded_at timestamptz not null default now()
);
comment on table public.disposable_lists is 'Which data the table of disposable domains holds.';

alter table public.disposable_domains enable row level security;
alter table public.disposable_lists enable row level security;
grant select on public.disposable_domains, public.disposable_lists to service_role;

create function public.disposable_replace(p_version text, p_domains text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_before int;
  v_now int;
begin
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('disposable_domains', 0));
  if exists (select 1 from public.disposable_lists where version = p_version) then
    return jsonb_build_object('loaded', false, 'domains', (select domains from public.disposable_lists));
  end if;
  delete from public.disposable_domains;
  get diagnostics v_before = row_count;
  insert into public.disposable_domains (domain)
  select lower(d) from unnest(string_to_array(p_domains, ' ')) d
  where length(d) <= 253 and d ~ '^[A-Za-z0-9-]+([.][A-Za-z0-9-]+)+$'
  on conflict do nothing;
  get diagnostics v_now = row_count;
  -- A set that shrank to a fraction is a download that broke off, not news. The refusal takes the change back.
  if v_now = 0 or v_now < v_before / 2 then
    perform private.refuse('unprocessable', format('The new list holds %s domains and the old one %s: it was not taken.', v_now, v_before));
  end if;
  insert into public.disposable_lists (version, domains) values (p_version, v_now)
  on conflict (only_row) do update set version = excluded.version, domains = excluded.domains, loaded_at = now();
  return jsonb_build_object('loaded', true, 'domains', v_now);
end $$;
comment on function public.disposable_replace(text, text) is 'Replaces the set by one of that version, domains with blanks between; {loaded, domains}. Changes nothing where that version is there.';
grant execute on function public.disposable_replace(text, text) to service_role;

create function public.disposable_version() returns text
language sql stable security definer set search_path = '' as $$
  select version from public.disposable_lists
$$;
comment on function public.disposable_version() is 'The version of the set that is loaded; null when none is.';
grant execute on function public.disposable_version() to service_role;

create function public.disposable_known(p_domains text[]) returns text[]
language sql stable security definer set search_path = '' as $$
  select coalesce(array_agg(d.domain), '{}') from public.disposable_domains d where d.domain = any (p_domains)
$$;
comment on function public.disposable_known(text[]) is 'Those of the given names that the set holds.';
grant execute on function public.disposable_known(text[]) to service_role;
