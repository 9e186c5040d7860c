-- Budget of a workspace for a day, for the screen on which it is set.

create function public.workspace_budget_get(p_workspace uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('max_daily_cost_micros', w.max_daily_cost_micros, 'spent_today_micros', (
    select coalesce(sum(s.cost_micros), 0) from public.spend_days s where s.workspace_id = w.id and s.day = private.today()))
  from public.workspaces w where w.id = p_workspace
$$;
comment on function public.workspace_budget_get(uuid) is
  'What the workspace may spend at providers in a day (UTC; null: no limit) and has spent today: {max_daily_cost_micros, spent_today_micros}.';
grant execute on function public.workspace_budget_get(uuid) to service_role;
