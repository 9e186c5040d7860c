-- A caller that may die between making a draft and noting its id chooses the id itself, and notes it first.

create or replace function public.import_create(p_workspace uuid, p_actor uuid, p_import jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_id uuid := coalesce((p_import ->> 'id')::uuid, gen_random_uuid());
begin
  if not exists (select 1 from public.workspaces where id = p_workspace) then
    perform private.refuse('not_found', 'This workspace does not exist.');
  end if;
  insert into public.import_jobs (id, workspace_id, created_by, name, source, columns, mapping, options)
  values (v_id, p_workspace, p_actor, coalesce(left(p_import ->> 'name', 300), ''), coalesce(p_import ->> 'source', 'api'),
    coalesce(nullif(p_import -> 'columns', 'null'), '[]'), coalesce(nullif(p_import -> 'mapping', 'null'), '{}'),
    coalesce(nullif(p_import -> 'options', 'null'), '{}'))
  on conflict (id) do nothing;
  if not exists (select 1 from public.import_jobs where id = v_id and workspace_id = p_workspace) then
    perform private.refuse('conflict', 'This id belongs to another import.');
  end if;
  return jsonb_build_object('job_id', v_id);
end $$;
comment on function public.import_create(uuid, uuid, jsonb) is
  'A draft: {name, source, columns, mapping, options}, with an optional id: the same id again makes no second import.';
