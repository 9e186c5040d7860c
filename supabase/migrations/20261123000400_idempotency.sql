-- Idempotency: the same request sent twice is done once.

create table public.idempotency_keys (
  workspace_id uuid not null references public.workspaces (id) on delete cascade,
  key text not null check (length(key) between 1 and 255),
  route text not null,
  body_hash text not null,
  status text not null default 'running' check (status in ('running', 'done')),
  response_status int,
  response jsonb,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '24 hours',
  primary key (workspace_id, route, key)
);
comment on table public.idempotency_keys is 'Requests with an Idempotency-Key and the answers they got. Kept for 24 hours.';
create index idempotency_keys_expiry on public.idempotency_keys (expires_at);
alter table public.idempotency_keys enable row level security;
grant select on public.idempotency_keys to service_role;

create function public.idempotency_begin(p_workspace uuid, p_route text, p_key text, p_body_hash text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_row public.idempotency_keys;
begin
  delete from public.idempotency_keys
  where workspace_id = p_workspace and route = p_route and key = p_key and expires_at <= now();
  insert into public.idempotency_keys (workspace_id, key, route, body_hash)
  values (p_workspace, p_key, p_route, p_body_hash) on conflict do nothing;
  if found then
    return jsonb_build_object('state', 'new', 'response_status', null, 'response', null);
  end if;
  select * into v_row from public.idempotency_keys
  where workspace_id = p_workspace and route = p_route and key = p_key for update;
  if v_row.body_hash <> p_body_hash then
    return jsonb_build_object('state', 'mismatch', 'response_status', null, 'response', null);
  end if;
  if v_row.status = 'running' and v_row.created_at < now() - interval '2 minutes' then
    -- Its process is gone: the first caller to come takes the request over.
    update public.idempotency_keys set created_at = now()
    where workspace_id = p_workspace and route = p_route and key = p_key;
    return jsonb_build_object('state', 'new', 'response_status', null, 'response', null);
  end if;
  return jsonb_build_object('state', v_row.status, 'response_status', v_row.response_status, 'response', v_row.response);
end $$;
comment on function public.idempotency_begin(uuid, text, text, text) is 'new: do it. running: wait. done: replay the answer. mismatch: another body.';
grant execute on function public.idempotency_begin(uuid, text, text, text) to service_role;

create function public.idempotency_finish(p_workspace uuid, p_route text, p_key text, p_status int, p_response jsonb) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  update public.idempotency_keys set status = 'done', response_status = p_status, response = p_response
  where workspace_id = p_workspace and route = p_route and key = p_key and status = 'running';
  return found;
end $$;
comment on function public.idempotency_finish(uuid, text, text, int, jsonb) is 'Keeps the answer for replays.';
grant execute on function public.idempotency_finish(uuid, text, text, int, jsonb) to service_role;

create function public.idempotency_abort(p_workspace uuid, p_route text, p_key text) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  delete from public.idempotency_keys
  where workspace_id = p_workspace and route = p_route and key = p_key and status = 'running';
  return found;
end $$;
comment on function public.idempotency_abort(uuid, text, text) is 'Nothing happened: the key may be used again.';
grant execute on function public.idempotency_abort(uuid, text, text) to service_role;
