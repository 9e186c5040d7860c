-- The ledger in pages: what a job of five hundred people moved does not fit into the last fifty entries.

drop function public.credits_get(uuid);
create function public.credits_get(p_workspace uuid, p_before bigint, p_limit int) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'available_milli', coalesce(b.available_milli, 0),
    'held_milli', coalesce(b.held_milli, 0),
    'spent_milli', coalesce(b.spent_milli, 0),
    'granted_milli', coalesce(b.granted_milli, 0),
    'entries', (
      select coalesce(jsonb_agg(to_jsonb(e) order by e.id desc), '[]')
      from (
        select l.id, l.kind, l.amount_milli, a.kind as account, l.balance_after_milli, l.note, l.job_id, l.contact_id, l.created_at
        from public.credit_logs l join public.credit_accounts a on a.id = l.account_id
        where l.workspace_id = p_workspace and a.kind = case l.kind when 'capture' then 'spent' else 'available' end
          and (p_before is null or l.id < p_before)
        order by l.id desc
        limit least(greatest(p_limit, 1), 501)
      ) e))
  from (select p_workspace as id) w left join public.credit_balances b on b.workspace_id = w.id
$$;
comment on function public.credits_get(uuid, bigint, int) is 'Balances, and transfers before the given entry, newest first.';
grant execute on function public.credits_get(uuid, bigint, int) to service_role;
