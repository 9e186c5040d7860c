-- Privileges: nothing is allowed until a later line allows it.
-- New tables, sequences and functions start closed for every role of the API; each migration grants beside what it creates.

alter default privileges in schema public revoke all on tables from public, anon, authenticated, service_role;
alter default privileges in schema public revoke all on sequences from public, anon, authenticated, service_role;
alter default privileges in schema public revoke all on functions from public, anon, authenticated, service_role;
-- The built-in right of PUBLIC to execute new functions can only be taken away for all schemas at once.
alter default privileges revoke execute on functions from public;

revoke create on schema public from public, anon, authenticated, service_role;
grant usage on schema public to anon, authenticated, service_role;

-- Helpers that no API may call: PostgREST does not expose this schema.
create schema if not exists private;
comment on schema private is 'Helpers of the functions in public. Not exposed over HTTP.';
revoke all on schema private from public;
-- Policies run as the asking role and call private.my_workspaces().
grant usage on schema private to authenticated;

-- Every refusal of ours: the message is a code of the API, the detail may be shown to the user.
create function private.refuse(p_code text, p_detail text default null) returns void
language plpgsql set search_path = '' as $$
begin
  raise exception using errcode = 'P0001', message = p_code, detail = coalesce(p_detail, '');
end $$;
comment on function private.refuse(text, text) is 'Raises P0001 with an error code of the API as message.';

create function public.health_check() returns jsonb
language sql volatile set search_path = '' as $$
  select jsonb_build_object('ok', true, 'now', clock_timestamp())
$$;
comment on function public.health_check() is 'Answers when the database does.';
grant execute on function public.health_check() to service_role;
