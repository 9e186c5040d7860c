-- Connecting the extension: a code made in the dashboard gives the extension a session of its own, once.

create table public.extension_codes (
  id bigint generated always as identity primary key,
  user_id uuid not null references auth.users (id) on delete cascade,
  -- SHA-256 of the code. The code itself is shown once and never stored.
  code_hash text not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
comment on table public.extension_codes is 'Codes that connect the extension; each good once and for minutes. Not readable by clients.';
create index extension_codes_user on public.extension_codes (user_id);
alter table public.extension_codes enable row level security;
grant select on public.extension_codes to service_role;

-- A new code ends the ones before it. What is older than a day is of no use to anybody.
create function public.extension_code_create(p_user uuid, p_hash text, p_seconds int) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_code public.extension_codes;
begin
  delete from public.extension_codes
  where (user_id = p_user and used_at is null) or created_at < now() - interval '1 day';
  insert into public.extension_codes (user_id, code_hash, expires_at)
  values (p_user, p_hash, now() + least(greatest(p_seconds, 1), 3600) * interval '1 second') returning * into v_code;
  return jsonb_build_object('expires_at', v_code.expires_at);
end $$;
comment on function public.extension_code_create(uuid, text, int) is 'Stores the hash of a code that is good for p_seconds; {expires_at}.';
grant execute on function public.extension_code_create(uuid, text, int) to service_role;

-- One update: of two who come with the same code, one gets it.
create function public.extension_code_take(p_hash text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_code public.extension_codes;
  v_email text;
begin
  update public.extension_codes set used_at = now()
  where code_hash = p_hash and used_at is null and expires_at > now() returning * into v_code;
  select email into v_email from auth.users where id = v_code.user_id;
  if v_email is null then
    return null;
  end if;
  perform private.audit(null, v_code.user_id, 'extension_connect', v_code.id::text);
  return jsonb_build_object('user_id', v_code.user_id, 'email', v_email);
end $$;
comment on function public.extension_code_take(text) is 'Uses a code up; {user_id, email}, or null when it is unknown, used or too old.';
grant execute on function public.extension_code_take(text) to service_role;
