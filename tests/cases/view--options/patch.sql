begin;

set local search_path = public;

alter view public.mine set (security_invoker = true, security_barrier = true);

alter view public.unpaid set (check_option = local);

alter view public.unpaid reset (security_barrier);

commit;
