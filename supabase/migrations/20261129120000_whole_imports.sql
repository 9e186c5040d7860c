-- A small import in one piece: draft, rows and start are there together or not at all. What a caller that dies in between
-- leaves behind is nothing, and three round trips are one.
create function public.import_whole(p_workspace uuid, p_actor uuid, p_import jsonb, p_rows jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_job uuid;
begin
  -- In the order in which a start takes them.
  perform private.lock_workspaces(array[p_workspace]);
  perform private.lock_imports(p_workspace);
  v_job := (public.import_create(p_workspace, p_actor, p_import) ->> 'job_id')::uuid;
  perform public.import_add_rows(p_workspace, v_job, p_rows);
  return public.import_start(p_workspace, v_job, p_actor, null);
end $$;
comment on function public.import_whole(uuid, uuid, jsonb, jsonb) is
  'import_create, import_add_rows and import_start in one transaction; returns the job. For some hundred rows: the workspace is locked meanwhile.';
grant execute on function public.import_whole(uuid, uuid, jsonb, jsonb) to service_role;
